import { Inject, Injectable } from '@nestjs/common';
import type { AddMemberRequest, ChangeRoleRequest, ListQuery, MemberPage, MemberView } from '@latchkey/contracts';
import {
  assertReaches,
  type Caller,
  createdBefore,
  type Database,
  ManageMembers,
  type MemberAccount,
  NotFoundError,
} from '@latchkey/domain';
import type { FastifyReply } from 'fastify';
import { clearSessionCookie } from '../gate/session-cookie.js';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { KeyPoliciesService } from '../key-policies/key-policies.service.js';
import { DATABASE } from '../ports.js';
import { toMemberView } from './member.presenter.js';

@Injectable()
export class MembersService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(ManageMembers) private readonly manageMembers: ManageMembers,
    @Inject(KeyPoliciesService) private readonly keyPolicies: KeyPoliciesService,
  ) {}

  async list(caller: Caller, workspaceId: string, query: ListQuery): Promise<MemberPage> {
    assertReaches(caller, workspaceId);
    if ((await this.database.workspaces.find(workspaceId)) === null) throw new NotFoundError('workspace');
    return toPage(await this.database.members.page(workspaceId, pageRequestOf(query)), toMemberView);
  }

  async add(caller: Caller, workspaceId: string, body: AddMemberRequest): Promise<MemberView> {
    const before = await createdBefore(caller.claim, (userId) => this.account(workspaceId, userId));
    return toMemberView(before ?? (await this.manageMembers.add(caller, { ...body, workspaceId })));
  }

  async changeRole(
    caller: Caller,
    workspaceId: string,
    userId: string,
    { role }: ChangeRoleRequest,
  ): Promise<MemberView> {
    return toMemberView(await this.manageMembers.changeRole(caller, { workspaceId, userId }, role));
  }

  async remove(caller: Caller, workspaceId: string, userId: string): Promise<void> {
    await this.manageMembers.remove(caller, { workspaceId, userId });
    await this.keyPolicies.afterLeaving(caller, { workspaceId, userId });
  }

  async leave(caller: Caller, workspaceId: string, reply: FastifyReply): Promise<void> {
    await this.manageMembers.leave(caller, workspaceId);
    clearSessionCookie(reply);
    await this.keyPolicies.afterLeaving(caller, { workspaceId, userId: caller.actor.id });
  }

  private async account(workspaceId: string, userId: string): Promise<MemberAccount | null> {
    const member = await this.database.members.find(workspaceId, userId);
    const user = member && (await this.database.users.find(userId));
    return member && user && { id: userId, member, email: user.email, name: user.name };
  }
}
