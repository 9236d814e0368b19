import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ListQuery, MemberPage, WorkspacePlanView } from '@latchkey/contracts';
import type { Caller, KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentKey, CurrentKeyAsCaller } from '../../gate/caller.decorator.js';
import { Guarded } from '../../gate/guarded.decorator.js';
import { Answers, AsksFor } from '../../http/answers.decorator.js';
import { Surface } from '../surface.decorator.js';
import { WastackTeamService } from './wastack-team.service.js';

/** What an admin key opens beyond a write key. */
@ApiTags('wastack')
@Surface('wastack')
@Controller('api/v1')
export class WastackTeamController {
  constructor(@Inject(WastackTeamService) private readonly team: WastackTeamService) {}

  @Get('team')
  @Guarded('team:read', { liveOnly: true })
  @Answers(200, MemberPage, 400, 401, 403, 429)
  @AsksFor(ListQuery)
  getWastackTeam(
    @CurrentKey() record: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Query() query: ListQuery,
  ): Promise<WireResult> {
    return this.team.members(record, caller, query);
  }

  @Get('billing')
  @Guarded('billing:read')
  @Answers(200, WorkspacePlanView, 401, 403, 429)
  getWastackBilling(@CurrentKey() record: KeyRecord, @CurrentKeyAsCaller() caller: Caller): Promise<WireResult> {
    return this.team.billing(record, caller);
  }
}
