import type { PolicyAct } from '@latchkey/vocabulary';
import { NotFoundError } from '../errors.js';
import type { ApiKey } from '../key/api-key.js';
import { hasKeyPolicies, type KeyPolicies, NO_KEY_POLICIES } from '../key/key-policies.js';
import { firstLeftAtMs, type KeyStanding, policyHit } from '../key/policy-hit.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Api } from '../tenancy/api.js';
import type { MemberAddress } from '../tenancy/member.js';
import type { UsageWriter } from '../usage/usage-writer.js';
import { AS_SYSTEM, type Caller } from './caller.js';
import type { ChangeKey } from './change-key.js';
import type { FindDueKeys, KeyPlace } from './find-due-keys.js';
import { LastUses } from './last-uses.js';
import { policyChange } from './policy-change.js';

/** What a run has done. */
export interface PolicyRun {
  readonly disabled: number;
  readonly revoked: number;
  /** Whether all keys were looked at; else it was broken off. */
  readonly isComplete: boolean;
}

type Origin = Pick<Caller, 'actor' | 'address' | 'requestId'>;

/** More than a workspace has room for where nothing else was agreed with it, and not more than a request may take. */
const ACTS_OF_LEAVING_MAX = 500;

/**
 * Does with keys what the policies of their API say. One run at a time, and one key at a time: each act is a transaction
 * of its own, in force and told before the next begins. A run that was broken off anywhere, by a signal, a failure or the
 * end of the process, has done a part, and the next does the rest.
 */
export class ApplyKeyPolicies {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Pick<Database, 'apis' | 'workspaces'>,
    private readonly dueKeys: Pick<FindDueKeys, 'look'>,
    private readonly changeKey: ChangeKey,
    private readonly writer: Pick<UsageWriter, 'unwrittenUseMs'>,
  ) {}

  /** With the keys of every API. Ends after the key at hand when the signal says so. @throws StoreUnavailableError */
  everywhere(signal: AbortSignal): Promise<PolicyRun> {
    return this.inTurn(async () => {
      const runs: PolicyRun[] = [];
      for (const api of await this.database.apis.all()) runs.push(await this.run(keysOf(api), AS_SYSTEM, signal));
      return {
        disabled: sumOf(runs.map(({ disabled }) => disabled)),
        revoked: sumOf(runs.map(({ revoked }) => revoked)),
        isComplete: runs.every(({ isComplete }) => isComplete),
      };
    });
  }

  /** @param origin of the request that asked for it; the acts are Latchkey's own, on behalf of whoever asked. @throws NotFoundError */
  execute(origin: Origin, apiId: string, signal: AbortSignal): Promise<PolicyRun> {
    return this.inTurn(async () => {
      const api = await this.database.apis.find(apiId);
      if (api === null) throw new NotFoundError('API');
      return this.run(keysOf(api), asSystem(origin), signal);
    });
  }

  /**
   * Right after somebody has left a workspace: with the keys that they have created there, what the policy about that
   * says. It waits for no other run. Of very many keys it leaves some to the next one, and is not complete.
   */
  async afterLeaving(origin: Origin, { workspaceId, userId }: MemberAddress, signal: AbortSignal): Promise<PolicyRun> {
    const workspace = await this.database.workspaces.find(workspaceId);
    const api = workspace && (await this.database.apis.find(workspace.apiId));
    if (!api) throw new NotFoundError('workspace');
    const place = { apiId: api.id, createdBy: { workspaceId, userId } };
    const policies = { ...NO_KEY_POLICIES, ownerLeft: api.keyPolicies.ownerLeft };
    return this.run({ place, policies, actsMax: ACTS_OF_LEAVING_MAX }, asSystem(origin), signal);
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    // How it ends is for whoever asked for it; the next one only waits.
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async run({ place, policies, actsMax }: Task, caller: Caller, signal: AbortSignal): Promise<PolicyRun> {
    const done = { disable: 0, revoke: 0 };
    const runUntil = (isComplete: boolean): PolicyRun => ({ disabled: done.disable, revoked: done.revoke, isComplete });
    if (!hasKeyPolicies(policies)) return runUntil(true);
    let beforeId: string | null = null;
    do {
      if (signal.aborted) return runUntil(false);
      const looked = await this.dueKeys.look(place, policies, beforeId);
      for (const { key } of looked.found) {
        if (signal.aborted || done.disable + done.revoke === actsMax) return runUntil(false);
        const act = await this.act(key, caller);
        if (act !== null) done[act]++;
      }
      beforeId = looked.nextBeforeId;
    } while (beforeId !== null);
    return runUntil(true);
  }

  /**
   * Decides anew under the lock: since it was found the key may have been used, changed or ended. The API is locked too,
   * so that a policy which somebody has switched off, and been answered, does nothing any more.
   */
  private async act({ id: keyId, workspaceId }: ApiKey, caller: Caller): Promise<PolicyAct | null> {
    let act: PolicyAct | null = null;
    await this.changeKey.execute(caller, { workspaceId, keyId }, async (key, nowMs, stores) => {
      const api = await stores.apis.lock(key.apiId);
      const hit = api && policyHit(await this.standingOf(key, stores), api.keyPolicies, nowMs);
      if (hit === null) return null;
      act = hit.act;
      return policyChange(key, hit, nowMs);
    });
    return act;
  }

  private async standingOf(key: ApiKey, stores: Stores): Promise<KeyStanding> {
    const { kind, id } = key.createdBy;
    const owner = kind === 'user' ? await stores.users.find(id) : null;
    const ofWorkspaceMs = owner && (await stores.members.leftAtMs(key.workspaceId, owner.id));
    const uses = await new LastUses(stores, this.writer).of([key.id]);
    return {
      key,
      ownerLeftAtMs: firstLeftAtMs(owner?.leftAtMs ?? null, ofWorkspaceMs),
      lastUsedAtMs: uses.get(key.id) ?? null,
    };
  }
}

interface Task {
  readonly place: KeyPlace;
  readonly policies: KeyPolicies;
  readonly actsMax: number;
}

const keysOf = ({ id: apiId, keyPolicies: policies }: Api): Task => ({ place: { apiId }, policies, actsMax: Infinity });

const asSystem = ({ actor: onBehalfOf, address, requestId }: Origin): Caller => ({
  ...AS_SYSTEM,
  onBehalfOf,
  address,
  requestId,
});

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
