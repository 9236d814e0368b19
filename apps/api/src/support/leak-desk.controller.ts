import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  DeskRevocations,
  FoundKeys,
  KeyView,
  LookUpKeysRequest,
  RevokeAtDeskRequest,
  RevokeKeysAtDeskRequest,
} from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { StaffOnly } from '../gate/managed.decorator.js';
import { Unrecorded } from '../gate/unrecorded.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { LeakDeskService } from './leak-desk.service.js';

/** Across workspaces. No request is remembered by its name: what is kept of one would be kept of a fingerprint. */
@ApiTags('support')
@Controller('v1/support')
export class LeakDeskController {
  constructor(@Inject(LeakDeskService) private readonly desk: LeakDeskService) {}

  @Post('lookup')
  @HttpCode(200)
  @StaffOnly('leak_desk:use', { freshSignIn: true })
  @Unrecorded()
  @Answers(200, FoundKeys, 400, 401, 403)
  lookUpKeys(@CurrentCaller() caller: Caller, @Body() body: LookUpKeysRequest): Promise<FoundKeys> {
    return this.desk.lookUp(caller, body);
  }

  @Post('keys/:keyId/revoke')
  @HttpCode(200)
  @StaffOnly('leak_desk:use', { freshSignIn: true })
  @Unrecorded()
  @Answers(200, KeyView, 400, 401, 403, 404)
  revokeAtDesk(
    @CurrentCaller() caller: Caller,
    @Param('keyId') keyId: string,
    @Body() body: RevokeAtDeskRequest,
  ): Promise<KeyView> {
    return this.desk.revoke(caller, keyId, body);
  }

  @Post('revocations')
  @HttpCode(200)
  @StaffOnly('leak_desk:use', { freshSignIn: true })
  @Unrecorded()
  @Answers(200, DeskRevocations, 400, 401, 403)
  revokeKeysAtDesk(@CurrentCaller() caller: Caller, @Body() body: RevokeKeysAtDeskRequest): Promise<DeskRevocations> {
    return this.desk.revokeAll(caller, body);
  }
}
