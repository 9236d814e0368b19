import { NotFoundError } from '../errors.js';
import type { ApiKey } from '../key/api-key.js';
import type { KeyPolicies } from '../key/key-policies.js';
import { policyHit, type PolicyHit } from '../key/policy-hit.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, KeyLook } from '../ports/database.port.js';
import type { PageRequest } from '../ports/page.js';
import type { LastUses } from './last-uses.js';

/** Few enough that nothing else has to wait long for the answer. */
const KEYS_PER_LOOK = 2_000;
/** A page is answered after this many looks, however few keys they have found. */
const LOOKS_PER_PAGE = 50;

export interface DueKey {
  readonly key: ApiKey;
  readonly hit: PolicyHit;
}

export interface DueKeysFound {
  /** Newest first. */
  readonly found: readonly DueKey[];
  /** What has not been looked at is older than this id; `null`: everything has. */
  readonly nextBeforeId: string | null;
}

/** Which keys: those of an API, or of one who has created some in it. */
export type KeyPlace = Pick<KeyLook, 'apiId' | 'createdBy'>;

/** The keys that policies are due on at this moment, what was used and is not written yet taken into account. */
export class FindDueKeys {
  constructor(
    private readonly database: Pick<Database, 'apis' | 'keys'>,
    private readonly lastUses: Pick<LastUses, 'of'>,
    private readonly clock: Clock,
  ) {}

  /** Looks at a part of the keys of a place. */
  async look(place: KeyPlace, policies: KeyPolicies, beforeId: string | null): Promise<DueKeysFound> {
    const nowMs = this.clock.nowMs();
    const part = { ...place, ...(beforeId !== null && { beforeId }), keysMax: KEYS_PER_LOOK };
    const { due, nextBeforeId } = await this.database.keys.due(policies, { ...part, nowMs });
    // What was used may have been written only after that look, so where keys were found, a second one asks for uses.
    const uses = await this.lastUses.of(due.map(({ key }) => key.id));
    const found = due.flatMap((standing) => {
      const { key } = standing;
      const hit = policyHit({ ...standing, lastUsedAtMs: uses.get(key.id) ?? null }, policies, nowMs);
      return hit === null ? [] : [{ key, hit }];
    });
    return { found, nextBeforeId };
  }

  /**
   * What a run would do now, were the API's policies changed so. A page may hold fewer than its limit, or none, although
   * there are more.
   *
   * @throws NotFoundError
   */
  async dryRun(apiId: string, changes: Partial<KeyPolicies>, page: PageRequest): Promise<DueKeysFound> {
    const api = await this.database.apis.find(apiId);
    if (api === null) throw new NotFoundError('API');
    const found: DueKey[] = [];
    let nextBeforeId = page.beforeId ?? null;
    for (let looks = 0; looks < LOOKS_PER_PAGE; looks++) {
      const looked = await this.look({ apiId }, { ...api.keyPolicies, ...changes }, nextBeforeId);
      found.push(...looked.found);
      nextBeforeId = looked.nextBeforeId;
      if (found.length > page.limit) return cutAt(found, page.limit);
      if (nextBeforeId === null) break;
    }
    return { found, nextBeforeId };
  }
}

function cutAt(found: readonly DueKey[], limit: number): DueKeysFound {
  const page = found.slice(0, limit);
  return { found: page, nextBeforeId: page.at(-1)?.key.id ?? null };
}
