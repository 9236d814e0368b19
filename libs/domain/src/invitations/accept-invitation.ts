import { DomainError, InvalidFieldError, NotFoundError } from '../errors.js';
import { newUser, type User } from '../identity/user.js';
import { fingerprintOf } from '../key/secret-format.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { PasswordHasher } from '../ports/password-hasher.port.js';
import type { Random } from '../ports/random.port.js';
import type { RecordInvalidation } from '../ports/record-invalidation.port.js';
import { type AuditedChange, auditEntry } from '../use-cases/audited-change.js';
import { type Caller, personCaller } from '../use-cases/caller.js';
import { madeKnown } from '../use-cases/made-known.js';
import { type Invitation, invitationState } from './invitation.js';
import { inviterStillMay } from './inviter.js';

export interface Acceptance {
  readonly token: string;
  /** Whoever is signed in, if anybody. */
  readonly userId: string | null;
  /** Of the account that is created where the address has none. */
  readonly name?: string | undefined;
  readonly password?: string | undefined;
  readonly origin: Pick<Caller, 'address' | 'requestId'>;
}

export interface Accepted {
  readonly workspaceId: string;
  readonly user: User;
  /** Whether the account was created with it. */
  readonly isNewcomer: boolean;
}

export interface InvitationPreview {
  readonly invitation: Invitation;
  readonly workspaceName: string;
  readonly hasAccount: boolean;
}

/** The other end of an invitation. A token that opens nothing, for whatever reason, answers as one that never was. */
export class AcceptInvitation {
  constructor(
    private readonly database: Database,
    private readonly invalidation: RecordInvalidation,
    private readonly passwords: PasswordHasher,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws DomainError `invitation_void` */
  async preview(token: string): Promise<InvitationPreview> {
    const { invitation, user } = await this.openedBy(this.database, token);
    const workspace = await this.database.workspaces.find(invitation.workspaceId);
    if (workspace === null) throw new NotFoundError('workspace');
    return { invitation, workspaceName: workspace.name, hasAccount: user !== null };
  }

  /**
   * Of any number at once one becomes a member, and the others are told that the invitation is void.
   *
   * @throws DomainError `invitation_void`; `signed_out` and `forbidden` where an account has the address, and it is not
   * theirs who ask; InvalidFieldError naming `name` or `password` where none has; ConflictError where one was just created
   */
  async execute(acceptance: Acceptance): Promise<Accepted> {
    const { invitation, user } = await this.openedBy(this.database, acceptance.token);
    if (user !== null) assertIsTheirs(user, acceptance.userId);
    // Takes long, so before anything is locked, and only for who holds a good token.
    const person = user ?? (await this.newcomer(invitation, acceptance));
    const accepted: Accepted = { workspaceId: invitation.workspaceId, user: person, isNewcomer: user === null };
    await madeKnown(
      () => this.database.transaction((stores) => this.join(stores, acceptance, accepted)),
      (outcome) => this.invalidation.personChanged(person.id, outcome),
    );
    return accepted;
  }

  private async newcomer({ email }: Invitation, { name, password }: Acceptance): Promise<User> {
    if (name === undefined) throw new InvalidFieldError('name', 'name is needed: there is no account yet.');
    if (password === undefined) throw new InvalidFieldError('password', 'password is needed: there is no account yet.');
    const passwordHash = await this.passwords.hash(password);
    return newUser({ email, name, role: null }, passwordHash, this.clock.nowMs(), this.random);
  }

  /** Decides anew under the lock of the workspace. */
  private async join(
    stores: Stores,
    { token, origin }: Acceptance,
    { workspaceId, user, isNewcomer }: Accepted,
  ): Promise<void> {
    await stores.workspaces.lock(workspaceId);
    const { invitation } = await this.openedBy(stores, token);
    const { id: userId, email, name } = user;
    const caller = personCaller(userId, { workspaceId, scopes: new Set() }, origin);
    const tell = (change: AuditedChange) => stores.audit.append(auditEntry(caller, change, this.clock, this.random));
    if (isNewcomer) {
      await stores.users.insert(user);
      await tell({ action: 'user.created', workspaceId: null, targetId: userId, after: { email, name, role: null } });
    } else if ((await stores.users.lock(userId))?.leftAtMs !== null) throw invitationVoid();
    const { id: targetId, role } = invitation;
    const nowMs = this.clock.nowMs();
    await stores.members.insert({ workspaceId, userId, role, createdAtMs: nowMs });
    await stores.invitations.update({ ...invitation, acceptedAtMs: nowMs });
    await tell({ action: 'invitation.accepted', workspaceId, targetId, after: { userId } });
    await tell({ action: 'member.added', workspaceId, targetId: userId, after: { role } });
  }

  /** What the token opens at this moment, and the account of its address. @throws DomainError `invitation_void` */
  private async openedBy(
    stores: Stores,
    token: string,
  ): Promise<{ readonly invitation: Invitation; readonly user: User | null }> {
    const nowMs = this.clock.nowMs();
    const invitation = await stores.invitations.findByToken(fingerprintOf(token));
    if (invitation === null || invitationState(invitation, nowMs) !== 'pending') throw invitationVoid();
    if (!(await inviterStillMay(stores, invitation, nowMs))) throw invitationVoid();
    const user = await stores.users.findByEmail(invitation.email);
    // Whoever has left for good comes back with another address.
    if (user !== null && user.leftAtMs !== null) throw invitationVoid();
    return { invitation, user };
  }
}

function assertIsTheirs(user: User, userId: string | null): void {
  if (userId === null)
    throw new DomainError('signed_out', 'There is an account with this address. Sign in to it, and accept again.');
  if (userId !== user.id)
    throw new DomainError('forbidden', 'This invitation is for another account than the one that is signed in.');
}

const invitationVoid = (): DomainError =>
  new DomainError('invitation_void', 'This invitation is not valid, or not any more. Ask for a new one.');
