import { Inject, Injectable } from '@nestjs/common';
import { type Database, InvalidFieldError, NotFoundError, type User } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { DATABASE } from '../ports.js';

const HEADER = 'X-Organization-ID';
const WORKSPACE_ID = /^ws_[0-9a-z]+$/;

/** Which workspace a person means who calls a vendor's address, where the path names none. */
@Injectable()
export class Organizations {
  constructor(@Inject(DATABASE) private readonly database: Database) {}

  /**
   * The one that the header names, or else the only one of this API within the person's reach.
   * @throws NotFoundError for one that is not of this API, or not theirs, and where they have none;
   * InvalidFieldError where they have several and name none
   */
  async resolve({ id, role }: User, request: FastifyRequest): Promise<string> {
    const named = organizationIn(request);
    if (named !== null && !WORKSPACE_ID.test(named)) throw new NotFoundError('organization');
    const filter = {
      apiId: request.api?.id ?? '',
      ...(named !== null && { id: named }),
      ...(role !== 'operator' && { memberId: id }),
    };
    const { items, hasMore } = await this.database.workspaces.page(filter, { limit: 1 });
    if (hasMore) throw new InvalidFieldError(HEADER, `You reach several organizations. Name one in ${HEADER}.`);
    const [workspace] = items;
    if (workspace === undefined) throw new NotFoundError('organization');
    return workspace.id;
  }
}

/** A key has one organization, and need not name it. @throws NotFoundError where it names another */
export function assertOwnOrganization(workspaceId: string, request: FastifyRequest): void {
  const named = organizationIn(request);
  if (named !== null && named !== workspaceId) throw new NotFoundError('organization');
}

/** What the header says; `null` where it is absent. */
function organizationIn({ headers }: FastifyRequest): string | null {
  const header = headers['x-organization-id'];
  return header === undefined ? null : String(header).trim();
}
