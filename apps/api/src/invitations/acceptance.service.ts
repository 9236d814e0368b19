import { Inject, Injectable } from '@nestjs/common';
import type {
  AcceptedInvitation,
  AcceptInvitationRequest,
  InvitationPreview,
  PreviewInvitationRequest,
} from '@latchkey/contracts';
import { AcceptInvitation, AttemptCounter } from '@latchkey/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { assertNotCrossOrigin } from '../gate/same-origin.js';
import { SignedInPerson } from '../gate/signed-in-person.js';
import { originOf } from '../http/request-context.js';
import { IdentityService } from '../identity/identity.service.js';
import { attemptsByAddress } from './acceptance-throttle.js';
import { toInvitationPreview } from './invitation.presenter.js';

@Injectable()
export class AcceptanceService {
  constructor(
    @Inject(AcceptInvitation) private readonly acceptInvitation: AcceptInvitation,
    @Inject(IdentityService) private readonly identity: IdentityService,
    @Inject(SignedInPerson) private readonly signedIn: SignedInPerson,
    @Inject(AttemptCounter) private readonly attempts: AttemptCounter,
  ) {}

  async preview({ token }: PreviewInvitationRequest, request: FastifyRequest): Promise<InvitationPreview> {
    const preview = await this.acceptInvitation.preview(token);
    this.attempts.takeBack(attemptsByAddress(request.ip));
    return toInvitationPreview(preview);
  }

  async accept(
    body: AcceptInvitationRequest,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<AcceptedInvitation> {
    assertNotCrossOrigin(request);
    const open = await this.signedIn.behind(request);
    const acceptance = { ...body, userId: open?.user.id ?? null, origin: originOf(request) };
    const { user, workspaceId, isNewcomer } = await this.acceptInvitation.execute(acceptance);
    this.attempts.takeBack(attemptsByAddress(request.ip));
    const signedIn =
      isNewcomer || open === null
        ? await this.identity.open(user, request, reply)
        : { ...(await this.identity.currentUser(open, request)), accessToken: null };
    return { ...signedIn, workspaceId };
  }
}
