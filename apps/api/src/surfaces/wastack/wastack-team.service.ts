import { Inject, Injectable } from '@nestjs/common';
import type { ListQuery } from '@latchkey/contracts';
import type { Caller, KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { MembersService } from '../../members/members.service.js';
import { PlansService } from '../../plans/plans.service.js';

@Injectable()
export class WastackTeamService {
  constructor(
    @Inject(MembersService) private readonly membersService: MembersService,
    @Inject(PlansService) private readonly plans: PlansService,
  ) {}

  async members({ workspace }: KeyRecord, caller: Caller, query: ListQuery): Promise<WireResult> {
    const { data, nextCursor } = await this.membersService.list(caller, workspace.id, query);
    return { kind: 'list', items: data, nextCursor };
  }

  /** The plan, and what is used of it. */
  async billing({ workspace }: KeyRecord, caller: Caller): Promise<WireResult> {
    return { kind: 'item', item: await this.plans.ofWorkspace(caller, workspace.id) };
  }
}
