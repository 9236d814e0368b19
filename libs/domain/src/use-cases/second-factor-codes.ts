import { DomainError } from '../errors.js';
import { afterCode, contextOfSecret, type SecondFactor } from '../identity/second-factor.js';
import type { Clock } from '../ports/clock.port.js';
import type { Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { SecretBox } from '../ports/secret-box.port.js';
import { auditEntry } from './audited-change.js';
import { asThemselves, type Caller } from './caller.js';

/** Asks for a code wherever somebody has a second factor, and takes each once. */
export class SecondFactorCodes {
  constructor(
    private readonly secretBox: SecretBox,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /**
   * In a transaction that has locked the account, so that of two with the same code one gets through. Who has no second
   * factor needs no code.
   * @throws DomainError `code_needed`; `bad_credentials` naming `code` for one that is wrong or used
   */
  async prove(
    stores: Stores,
    userId: string,
    code: string | undefined,
    origin: Pick<Caller, 'address' | 'requestId'>,
  ): Promise<void> {
    const factor = await stores.secondFactors.find(userId);
    if (factor === null || factor.confirmedAtMs === null) return;
    if (code === undefined) throw new DomainError('code_needed', CODE_NEEDED, 'code');
    const used = afterCode(factor, code, () => this.secretOf(factor), this.clock.nowMs());
    if (used === null) throw wrongCode();
    await stores.secondFactors.put(used);
    const left = used.recoveryCodeHashes.length;
    if (left === factor.recoveryCodeHashes.length) return;
    const change = { action: 'user.recovery_code_used', workspaceId: null, targetId: userId, after: { left } } as const;
    await stores.audit.append(auditEntry(asThemselves(userId, origin), change, this.clock, this.random));
  }

  /** @throws SealBrokenError */
  secretOf({ userId, sealedSecret }: SecondFactor): Uint8Array {
    return Buffer.from(this.secretBox.open(sealedSecret, contextOfSecret(userId)), 'base64url');
  }

  seal(secret: Uint8Array, userId: string): string {
    return this.secretBox.seal(Buffer.from(secret).toString('base64url'), contextOfSecret(userId));
  }
}

const CODE_NEEDED = 'Send a code as well: the one that your authenticator app shows, or one of your recovery codes.';

export const wrongCode = () => new DomainError('bad_credentials', 'The code is wrong, or has been used.', 'code');
