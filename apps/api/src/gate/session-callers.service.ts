import { Inject, Injectable } from '@nestjs/common';
import {
  ALL_SCOPES,
  allowlistHolds,
  type Caller,
  type Database,
  deny,
  DomainError,
  mayAsStaff,
  NO_WORKSPACE,
  NotFoundError,
  parseIpAddress,
  personCaller,
  readAllowlist,
  rightsOfPerson,
  type User,
} from '@latchkey/domain';
import { isStaffPermission, type ResourceScope, type StaffPermission } from '@latchkey/vocabulary';
import type { FastifyRequest } from 'fastify';
import { DeniedException, originOf } from '../http/request-context.js';
import { DATABASE } from '../ports.js';
import { Organizations } from './organizations.service.js';
import type { ManagementAccess } from './requirements.js';

const ONLY_STAFF: Readonly<Record<StaffPermission, string>> = {
  'installation:manage': 'Only operators do this.',
  'leak_desk:use': 'Only support staff and operators do this.',
};
export const ONLY_OPERATORS = ONLY_STAFF['installation:manage'];

/**
 * Whom a session speaks for, and how far they reach with this request. What somebody is in a workspace is read anew each
 * time: it is gone with the answer to whoever took it away.
 */
@Injectable()
export class SessionCallers {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(Organizations) private readonly organizations: Organizations,
  ) {}

  /**
   * @throws DomainError `forbidden` for what only operators do, or a role does not allow; NotFoundError for a workspace
   * that is not theirs, as for none; what `Organizations` throws
   */
  async admit(user: User, access: ManagementAccess, request: FastifyRequest): Promise<Caller> {
    const named = await this.workspaceNamed(user, access, request);
    const caller = await this.callerIn(named, user, access, request);
    // Last: what has become of a workspace is nothing to those who are not of it.
    if (named !== null && access.metering === 'charge') await this.assertServed(named, request);
    return caller;
  }

  private async callerIn(
    named: string | null,
    user: User,
    access: ManagementAccess,
    request: FastifyRequest,
  ): Promise<Caller> {
    if (user.role === 'operator') {
      const workspaceId = access.place === 'organization' ? named : null;
      return personCaller(user.id, { workspaceId, scopes: ALL_SCOPES }, originOf(request));
    }
    const { permission } = access;
    if (permission !== null && isStaffPermission(permission)) {
      if (!mayAsStaff(user, permission)) throw new DomainError('forbidden', ONLY_STAFF[permission]);
      return personCaller(user.id, { workspaceId: null, scopes: rightsOfPerson(user, null) }, originOf(request));
    }
    if (named === null) return personCaller(user.id, somewhere(user, permission), originOf(request));
    const member = await this.database.members.find(named, user.id);
    if (member === null && user.role === null) throw new NotFoundError('workspace');
    const scopes = rightsOfPerson(user, member);
    if (permission !== null && !scopes.has(permission)) throw notAllowed(permission);
    return personCaller(user.id, { workspaceId: named, scopes }, originOf(request));
  }

  /** Its customers' own work: a workspace that is suspended, or closed to this address, does none for its people either. */
  private async assertServed(workspaceId: string, request: FastifyRequest): Promise<void> {
    const workspace = await this.database.workspaces.find(workspaceId);
    if (workspace === null) throw new NotFoundError('workspace');
    if (workspace.suspendedAtMs !== null) throw new DeniedException(deny('workspace_suspended', null));
    const address = parseIpAddress(request.ip);
    const isAllowed =
      workspace.ipAllowlist.length === 0 ||
      (address !== null && allowlistHolds(readAllowlist(workspace.ipAllowlist), address));
    if (!isAllowed) throw new DeniedException(deny('ip_denied', null, [], 'workspace_allowlist'));
  }

  private async workspaceNamed(
    user: User,
    { place }: ManagementAccess,
    request: FastifyRequest,
  ): Promise<string | null> {
    if (place === 'organization') return this.organizations.resolve(user, request);
    const { workspaceId } = request.params as { workspaceId?: string };
    return workspaceId ?? null;
  }
}

/** Where no workspace is named: all of them for staff who may do this in each, else those that somebody is a member of. */
const somewhere = (user: User, scope: ResourceScope | null): Pick<Caller, 'workspaceId' | 'scopes' | 'memberId'> =>
  scope !== null && mayAsStaff(user, scope)
    ? { workspaceId: null, scopes: rightsOfPerson(user, null) }
    : { workspaceId: NO_WORKSPACE, scopes: new Set(), memberId: user.id };

const notAllowed = (scope: ResourceScope): DomainError =>
  new DomainError('forbidden', `Your role in this workspace does not allow this: it lacks ${scope}.`);
