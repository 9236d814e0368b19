import { Inject, Injectable } from '@nestjs/common';
import type { RecoveryCodes, TwoFactorCodeRequest, TwoFactorSecret } from '@latchkey/contracts';
import { type Caller, ManageSecondFactor, type OpenSession } from '@latchkey/domain';
import { PasswordGuesses } from './password-guesses.js';

@Injectable()
export class TwoFactorService {
  constructor(
    @Inject(ManageSecondFactor) private readonly secondFactor: ManageSecondFactor,
    @Inject(PasswordGuesses) private readonly guesses: PasswordGuesses,
  ) {}

  async begin({ user }: OpenSession): Promise<TwoFactorSecret> {
    const { secret, uri } = await this.secondFactor.begin(user);
    return { secret, otpauthUri: uri };
  }

  async confirm(caller: Caller, { user }: OpenSession, { code }: TwoFactorCodeRequest): Promise<RecoveryCodes> {
    const confirm = () => this.secondFactor.confirm(caller, user, code);
    return { recoveryCodes: [...(await this.guesses.during(user.email, confirm))] };
  }

  async renewRecoveryCodes(caller: Caller, { user }: OpenSession): Promise<RecoveryCodes> {
    return { recoveryCodes: [...(await this.secondFactor.renewRecoveryCodes(caller, user))] };
  }

  remove(caller: Caller, { user }: OpenSession, { code }: TwoFactorCodeRequest): Promise<void> {
    return this.guesses.during(user.email, () => this.secondFactor.remove(caller, user, code));
  }
}
