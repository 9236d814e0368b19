import { Inject, Injectable } from '@nestjs/common';
import type {
  CreateInvitationRequest,
  InvitationPage,
  IssuedInvitation as IssuedInvitationView,
  ListQuery,
} from '@latchkey/contracts';
import {
  assertReaches,
  type Caller,
  type Clock,
  createdBefore,
  type Database,
  Invite,
  type IssuedInvitation,
  NotFoundError,
} from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import type { Configuration } from '../config/configuration.js';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { publicOriginOf } from '../http/public-origin.js';
import { CLOCK, CONFIGURATION, DATABASE } from '../ports.js';
import { InvitationPace } from './invitation-pace.js';
import { toInvitationView, toIssuedInvitationView } from './invitation.presenter.js';

@Injectable()
export class InvitationsService {
  constructor(
    @Inject(CONFIGURATION) private readonly configuration: Configuration,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Invite) private readonly invite: Invite,
    @Inject(InvitationPace) private readonly pace: InvitationPace,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async list(caller: Caller, workspaceId: string, query: ListQuery): Promise<InvitationPage> {
    assertReaches(caller, workspaceId);
    if ((await this.database.workspaces.find(workspaceId)) === null) throw new NotFoundError('workspace');
    const nowMs = this.clock.nowMs();
    const page = await this.database.invitations.page(workspaceId, pageRequestOf(query));
    return toPage(page, (invitation) => toInvitationView(invitation, nowMs));
  }

  async create(
    caller: Caller,
    workspaceId: string,
    body: CreateInvitationRequest,
    request: FastifyRequest,
  ): Promise<IssuedInvitationView> {
    const before = await this.issuedBefore(caller, workspaceId);
    if (before !== null) return this.answer(before);
    this.pace.assertKept(workspaceId, body.email);
    return this.answer(await this.invite.create(caller, { ...body, workspaceId, acceptUrl: this.acceptUrl(request) }));
  }

  async resend(
    caller: Caller,
    workspaceId: string,
    invitationId: string,
    request: FastifyRequest,
  ): Promise<IssuedInvitationView> {
    const address = { workspaceId, invitationId };
    const before = await this.issuedBefore(caller, workspaceId);
    if (before !== null) return this.answer(before);
    const invitation = await this.database.invitations.find(workspaceId, invitationId);
    if (invitation !== null) this.pace.assertKept(workspaceId, invitation.email);
    return this.answer(await this.invite.resend(caller, address, this.acceptUrl(request)));
  }

  revoke(caller: Caller, workspaceId: string, invitationId: string): Promise<void> {
    return this.invite.revoke(caller, { workspaceId, invitationId });
  }

  private answer(issued: IssuedInvitation): IssuedInvitationView {
    return toIssuedInvitationView(issued, this.clock.nowMs());
  }

  private acceptUrl(request: FastifyRequest): string {
    return `${publicOriginOf(this.configuration, request)}/invitations/accept`;
  }

  private async issuedBefore({ claim }: Caller, workspaceId: string): Promise<IssuedInvitation | null> {
    const invitation = await createdBefore(claim, (id) => this.database.invitations.find(workspaceId, id));
    return invitation && { invitation, link: null };
  }
}
