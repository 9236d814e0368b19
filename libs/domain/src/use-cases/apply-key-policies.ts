import type { PolicyAct } from '@latchkey/vocabulary';
import { NotFoundError } from '../errors.js';
import type { ApiKey } from '../key/api-key.js';
import { hasKeyPolicies, type KeyPolicies } from '../key/key-policies.js';
import { type KeyStanding, policyHit } from '../key/policy-hit.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { UsageWriter } from '../usage/usage-writer.js';
import { AS_SYSTEM, type Caller } from './caller.js';
import type { ChangeKey } from './change-key.js';
import type { FindDueKeys } from './find-due-keys.js';
import { LastUses } from './last-uses.js';
import { policyChange } from './policy-change.js';

/** What a run has done. */
export interface PolicyRun {
  readonly disabled: number;
  readonly revoked: number;
  /** Whether all keys were looked at; else it was broken off. */
  readonly isComplete: boolean;
}

type Origin = Pick<Caller, 'address' | 'requestId'>;

/**
 * Does with keys what the policies of their API say. One run at a time, and one key at a time: each act is a transaction
 * of its own, in force and told before the next begins. A run that was broken off anywhere, by a signal, a failure or the
 * end of the process, has done a part, and the next does the rest.
 */
export class ApplyKeyPolicies {
  private last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly database: Pick<Database, 'apis'>,
    private readonly dueKeys: Pick<FindDueKeys, 'look'>,
    private readonly changeKey: ChangeKey,
    private readonly writer: Pick<UsageWriter, 'unwrittenUseMs'>,
  ) {}

  /** With the keys of every API. Ends after the key at hand when the signal says so. @throws StoreUnavailableError */
  everywhere(signal: AbortSignal): Promise<PolicyRun> {
    return this.inTurn(async () => {
      const runs: PolicyRun[] = [];
      for (const api of await this.database.apis.all()) runs.push(await this.run(api, AS_SYSTEM, signal));
      return {
        disabled: sumOf(runs.map(({ disabled }) => disabled)),
        revoked: sumOf(runs.map(({ revoked }) => revoked)),
        isComplete: runs.every(({ isComplete }) => isComplete),
      };
    });
  }

  /** @param origin of the request that asked for it; the acts are Latchkey's own all the same. @throws NotFoundError */
  execute(origin: Origin, apiId: string, signal: AbortSignal): Promise<PolicyRun> {
    return this.inTurn(async () => {
      const api = await this.database.apis.find(apiId);
      if (api === null) throw new NotFoundError('API');
      const { address, requestId } = origin;
      return this.run(api, { ...AS_SYSTEM, address, requestId }, signal);
    });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = this.last.then(work);
    // How it ends is for whoever asked for it; the next one only waits.
    this.last = turn.catch(() => undefined);
    return turn;
  }

  private async run(api: PolicyHolder, caller: Caller, signal: AbortSignal): Promise<PolicyRun> {
    const done = { disable: 0, revoke: 0 };
    const runUntil = (isComplete: boolean): PolicyRun => ({ disabled: done.disable, revoked: done.revoke, isComplete });
    if (!hasKeyPolicies(api.keyPolicies)) return runUntil(true);
    let beforeId: string | null = null;
    do {
      if (signal.aborted) return runUntil(false);
      const looked = await this.dueKeys.look(api.id, api.keyPolicies, beforeId);
      for (const { key } of looked.found) {
        if (signal.aborted) return runUntil(false);
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
    const uses = await new LastUses(stores, this.writer).of([key.id]);
    return { key, ownerLeftAtMs: owner?.leftAtMs ?? null, lastUsedAtMs: uses.get(key.id) ?? null };
  }
}

interface PolicyHolder {
  readonly id: string;
  readonly keyPolicies: KeyPolicies;
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0);
