import type { FoundKeyView, TimelineEntryView } from '@latchkey/contracts';
import type { AuditEntry, FoundKey, User } from '@latchkey/domain';
import { toTimestamp, toTimestampOrNull } from '../http/timestamps.js';
import { toKeyView } from '../keys/key.presenter.js';
import { toKeyUsage } from '../usage/usage.presenter.js';

export const toFoundKeyView = (
  { key, workspace, api, creator, scopes, usage, timeline }: FoundKey,
  nowMs: number,
): FoundKeyView => ({
  key: toKeyView(key, nowMs, usage.lastUsedAtMs ?? undefined),
  workspace: {
    id: workspace.id,
    name: workspace.name,
    suspended: workspace.suspendedAtMs !== null,
    ipAllowlist: [...workspace.ipAllowlist],
  },
  api: { id: api.id, slug: api.slug, name: api.name },
  creator: creator && toCreatorView(creator),
  scopes: [...scopes],
  usage: toKeyUsage(usage),
  timeline: timeline.map(toTimelineEntryView),
});

const toCreatorView = ({ id, email, name, leftAtMs }: User) => ({
  id,
  email,
  name,
  leftAt: toTimestampOrNull(leftAtMs),
});

const toTimelineEntryView = ({ atMs, action, actor, reason, address }: AuditEntry): TimelineEntryView => ({
  at: toTimestamp(atMs),
  action,
  actor,
  reason,
  address,
});
