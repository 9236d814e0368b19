import type { DueKeyPage, DueKeyView, KeyPolicyRun } from '@latchkey/contracts';
import { type DueKey, type DueKeysFound, type PolicyRun, REASON_OF_POLICY } from '@latchkey/domain';
import { cursorBefore } from '../http/cursor.js';
import { toTimestamp } from '../http/timestamps.js';

export const toDueKeyPage = ({ found, nextBeforeId }: DueKeysFound): DueKeyPage => ({
  data: found.map(toDueKeyView),
  nextCursor: nextBeforeId && cursorBefore(nextBeforeId),
});

const toDueKeyView = ({ key, hit }: DueKey): DueKeyView => ({
  keyId: key.id,
  workspaceId: key.workspaceId,
  label: key.label,
  policy: hit.policy,
  act: hit.act,
  reason: REASON_OF_POLICY[hit.policy],
  countedFrom: hit.clock,
  since: toTimestamp(hit.sinceMs),
});

export const toKeyPolicyRun = ({ isComplete, ...counts }: PolicyRun): KeyPolicyRun => ({
  ...counts,
  complete: isComplete,
});
