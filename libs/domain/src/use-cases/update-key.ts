import { NotFoundError } from '../errors.js';
import type { Quota } from '../metering/quota.js';
import type { RateLimit } from '../metering/rate-limit.js';
import type { ApiKey } from '../key/api-key.js';
import type { Caller } from './caller.js';
import type { ChangeKey } from './change-key.js';
import { grantedReach } from './granted-reach.js';
import { assertWithinPlan } from './rate-limit-of-key.js';

export interface KeyFields {
  readonly label?: string;
  readonly planLabel?: string | null;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly deviceIds?: readonly string[];
  readonly ipAllowlist?: readonly string[];
  readonly rateLimit?: RateLimit | null;
  readonly quota?: Quota | null;
}

export interface UpdateKeyCommand extends KeyFields {
  readonly workspaceId: string;
  readonly keyId: string;
}

/**
 * Changes a key's label, metadata, restrictions or limit. Allowed in every state: a name helps also with what is past.
 */
export class UpdateKey {
  constructor(private readonly changeKey: ChangeKey) {}

  /** In force for the key's next request. @throws NotFoundError, InvalidFieldError, DomainError `scope_not_held` */
  execute(caller: Caller, { workspaceId, keyId, ...fields }: UpdateKeyCommand): Promise<ApiKey> {
    return this.changeKey.execute(caller, { workspaceId, keyId }, async (key, _nowMs, stores) => {
      const workspace = await stores.workspaces.find(workspaceId);
      if (workspace === null) throw new NotFoundError('workspace');
      await assertWithinPlan(stores, workspace, fields.rateLimit ?? null);
      const changed = { ...key, ...(await grantedReach(stores, caller, workspaceId, fields)) };
      return { key: changed, action: 'key.updated', before: told(key), after: told(changed) };
    });
  }
}

const told = ({ label, planLabel, metadata, deviceIds, ipAllowlist, rateLimit, quota }: ApiKey) => ({
  label,
  planLabel,
  metadata,
  deviceIds,
  ipAllowlist,
  rateLimit,
  quota,
});
