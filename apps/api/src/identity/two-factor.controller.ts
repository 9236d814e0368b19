import { Body, Controller, Delete, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RecoveryCodes, TwoFactorCodeRequest, TwoFactorSecret } from '@latchkey/contracts';
import type { Caller, OpenSession } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { SignedInOnly } from '../gate/managed.decorator.js';
import { Unrecorded } from '../gate/unrecorded.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { CurrentSession } from './open-session.decorator.js';
import { TwoFactorService } from './two-factor.service.js';

@ApiTags('auth')
@Controller('v1/auth/two-factor')
export class TwoFactorController {
  constructor(@Inject(TwoFactorService) private readonly twoFactor: TwoFactorService) {}

  @Post()
  @SignedInOnly({ freshSignIn: true })
  @Unrecorded()
  @Answers(201, TwoFactorSecret, 401, 403, 409)
  addTwoFactor(@CurrentSession() open: OpenSession): Promise<TwoFactorSecret> {
    return this.twoFactor.begin(open);
  }

  @Post('confirm')
  @HttpCode(200)
  @SignedInOnly()
  @Unrecorded()
  @Answers(200, RecoveryCodes, 400, 401, 403, 409)
  confirmTwoFactor(
    @CurrentCaller() caller: Caller,
    @CurrentSession() open: OpenSession,
    @Body() body: TwoFactorCodeRequest,
  ): Promise<RecoveryCodes> {
    return this.twoFactor.confirm(caller, open, body);
  }

  @Post('recovery-codes')
  @HttpCode(200)
  @SignedInOnly({ freshSignIn: true })
  @Unrecorded()
  @Answers(200, RecoveryCodes, 401, 403, 404)
  renewRecoveryCodes(@CurrentCaller() caller: Caller, @CurrentSession() open: OpenSession): Promise<RecoveryCodes> {
    return this.twoFactor.renewRecoveryCodes(caller, open);
  }

  @Delete()
  @HttpCode(204)
  @SignedInOnly({ freshSignIn: true })
  @Unrecorded()
  @Answers(204, null, 400, 401, 403, 404)
  removeTwoFactor(
    @CurrentCaller() caller: Caller,
    @CurrentSession() open: OpenSession,
    @Body() body: TwoFactorCodeRequest,
  ): Promise<void> {
    return this.twoFactor.remove(caller, open, body);
  }
}
