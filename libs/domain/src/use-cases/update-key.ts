import type { ApiKey } from '../key/api-key.js';
import type { Caller } from './caller.js';
import type { ChangeKey } from './change-key.js';
import { grantedReach } from './granted-reach.js';

export interface UpdateKeyCommand {
  readonly workspaceId: string;
  readonly keyId: string;
  readonly label?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly deviceIds?: readonly string[];
  readonly ipAllowlist?: readonly string[];
}

/**
 * Relabels a key, replaces its metadata, or moves its restrictions. Allowed in every state: a name helps also with what
 * is past.
 */
export class UpdateKey {
  constructor(private readonly changeKey: ChangeKey) {}

  /** In force for the key's next request. @throws NotFoundError, InvalidFieldError, DomainError `scope_not_held` */
  execute(caller: Caller, command: UpdateKeyCommand): Promise<ApiKey> {
    const { workspaceId, label, metadata, deviceIds, ipAllowlist } = command;
    return this.changeKey.execute(caller, command, async (key, _nowMs, stores) => {
      const reach = await grantedReach(stores, caller, workspaceId, {
        ...(deviceIds && { deviceIds }),
        ...(ipAllowlist && { ipAllowlist }),
      });
      const changed = { ...key, label: label ?? key.label, metadata: metadata ?? key.metadata, ...reach };
      return { key: changed, action: 'key.updated', before: details(key), after: details(changed) };
    });
  }
}

const details = ({ label, metadata, deviceIds, ipAllowlist }: ApiKey) => ({ label, metadata, deviceIds, ipAllowlist });
