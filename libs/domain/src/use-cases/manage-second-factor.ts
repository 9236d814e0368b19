import type { AuditAction } from '@latchkey/vocabulary';
import { ConflictError, NotFoundError } from '../errors.js';
import { newRecoveryCodes, recoveryCodeHash, type SecondFactor } from '../identity/second-factor.js';
import { base32Of, matchingStep, newTotpSecret, totpUri } from '../identity/totp.js';
import type { User } from '../identity/user.js';
import { secondFactorRemovedMail } from '../mail/account-mails.js';
import type { AuditDetails } from '../audit/audit-entry.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from './audited-change.js';
import type { Caller } from './caller.js';
import { type SecondFactorCodes, wrongCode } from './second-factor-codes.js';
import type { TellPerson } from './tell-person.js';

/** Shown once. */
export interface TotpSecret {
  /** In base32. */
  readonly secret: string;
  readonly uri: string;
}

/** A person's second factor. Every change locks the account first. */
export class ManageSecondFactor {
  constructor(
    private readonly database: Database,
    private readonly codes: SecondFactorCodes,
    private readonly tellPerson: TellPerson,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** It is not asked for until it is confirmed; one that waits for that gives way to the next. @throws ConflictError */
  begin({ id: userId, email }: User): Promise<TotpSecret> {
    return this.database.transaction(async (stores) => {
      await stores.users.lock(userId);
      if (isInForce(await stores.secondFactors.find(userId)))
        throw new ConflictError(null, 'You have a second factor already. Remove it before you add another one.');
      const secret = newTotpSecret(this.random);
      await stores.secondFactors.put({
        userId,
        sealedSecret: this.codes.seal(secret, userId),
        createdAtMs: this.clock.nowMs(),
        confirmedAtMs: null,
        lastStep: null,
        recoveryCodeHashes: [],
      });
      return { secret: base32Of(secret), uri: totpUri(secret, email) };
    });
  }

  /** Answers the recovery codes. @throws ConflictError, DomainError `bad_credentials` */
  confirm(caller: Caller, { id: userId }: User, code: string): Promise<readonly string[]> {
    return this.database.transaction(async (stores) => {
      await stores.users.lock(userId);
      const factor = await stores.secondFactors.find(userId);
      if (factor === null || isInForce(factor))
        throw new ConflictError(null, 'No second factor waits to be confirmed. Begin with POST /v1/auth/two-factor.');
      const nowMs = this.clock.nowMs();
      const lastStep = matchingStep(this.codes.secretOf(factor), code, nowMs, null);
      if (lastStep === null) throw wrongCode();
      const recoveryCodes = await this.renew(stores, { ...factor, confirmedAtMs: nowMs, lastStep });
      await this.audit(stores, caller, 'user.second_factor_added', userId);
      return recoveryCodes;
    });
  }

  /** Those from before are void. @throws NotFoundError */
  renewRecoveryCodes(caller: Caller, { id: userId }: User): Promise<readonly string[]> {
    return this.database.transaction(async (stores) => {
      await stores.users.lock(userId);
      const recoveryCodes = await this.renew(stores, await this.inForce(stores, userId));
      await this.audit(stores, caller, 'user.recovery_codes_renewed', userId);
      return recoveryCodes;
    });
  }

  /** @throws NotFoundError, DomainError `bad_credentials` */
  remove(caller: Caller, { id: userId, email }: User, code: string): Promise<void> {
    return this.database.transaction(async (stores) => {
      await stores.users.lock(userId);
      await this.inForce(stores, userId);
      await this.codes.prove(stores, userId, code, caller);
      await stores.secondFactors.remove(userId);
      await this.audit(stores, caller, 'user.second_factor_removed', userId);
      await this.tellPerson.execute(stores, email, secondFactorRemovedMail());
    });
  }

  /** For somebody who has lost theirs. Whoever is signed in as them is not any more. @throws NotFoundError, ConflictError */
  takeOff(caller: Caller, userId: string): Promise<void> {
    return this.database.transaction(async (stores) => {
      const user = await stores.users.lock(userId);
      if (user === null) throw new NotFoundError('user');
      if (caller.actor.id === userId)
        throw new ConflictError(null, 'Your own second factor you remove with a code: DELETE /v1/auth/two-factor.');
      await this.inForce(stores, userId);
      await stores.secondFactors.remove(userId);
      const sessionsEnded = await stores.sessions.endAllOf(userId, this.clock.nowMs());
      await this.audit(stores, caller, 'user.second_factor_taken_off', userId, { sessionsEnded });
      await this.tellPerson.execute(stores, user.email, secondFactorRemovedMail());
    });
  }

  private async inForce(stores: Stores, userId: string): Promise<SecondFactor> {
    const factor = await stores.secondFactors.find(userId);
    if (factor === null || !isInForce(factor)) throw new NotFoundError('second factor');
    return factor;
  }

  private async renew(stores: Stores, factor: SecondFactor): Promise<readonly string[]> {
    const recoveryCodes = newRecoveryCodes(this.random);
    await stores.secondFactors.put({ ...factor, recoveryCodeHashes: recoveryCodes.map(recoveryCodeHash) });
    return recoveryCodes;
  }

  private async audit(
    stores: Stores,
    caller: Caller,
    action: AuditAction,
    targetId: string,
    after?: AuditDetails,
  ): Promise<void> {
    const change = { action, workspaceId: null, targetId, ...(after && { after }) };
    await stores.audit.append(auditEntry(caller, change, this.clock, this.random));
  }
}

const isInForce = (factor: SecondFactor | null): boolean => factor !== null && factor.confirmedAtMs !== null;
