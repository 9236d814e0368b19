import { isRevoked } from '../key/api-key.js';
import type { SecretFormat } from '../key/secret-format.js';
import type { Clock } from '../ports/clock.port.js';
import { AS_SYSTEM, type Caller } from '../use-cases/caller.js';
import type { GuessThrottle } from '../verification/guess-throttle.js';
import type { EndLeakedKey } from './end-leaked-key.js';

type Origin = Pick<Caller, 'address' | 'requestId'>;

const REPORTED = 'Reported as leaked by somebody who had it.';

/**
 * Whoever holds a key may end it, whoever they are: they could do worse with it. Its state does not matter, nor that of
 * its workspace, nor where it may be used from.
 */
export class RevokePresentedKey {
  constructor(
    private readonly throttle: Pick<GuessThrottle, 'find'>,
    private readonly endKey: EndLeakedKey,
    private readonly clock: Clock,
    private readonly formats: readonly SecretFormat[],
  ) {}

  /** When it resolves, this text opens nothing. @throws TooManyAttemptsError, StoreUnavailableError */
  async execute({ address, requestId }: Origin, presented: string): Promise<void> {
    const record = await this.throttle.find(presented.trim(), this.formats, address);
    // What the cache says of a revocation is in force, and final: it takes no lock to know.
    if (record === null || isRevoked(record.key, this.clock.nowMs())) return;
    const { id: keyId, workspaceId } = record.key;
    const ending = { reason: 'compromised', note: REPORTED, why: REPORTED } as const;
    await this.endKey.execute({ ...AS_SYSTEM, address, requestId }, { workspaceId, keyId }, ending);
  }
}
