import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  SetMetadata,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiHeader } from '@nestjs/swagger';
import type { Caller } from '@latchkey/domain';
import type { ResourceScope } from '@latchkey/vocabulary';
import type { FastifyRequest } from 'fastify';
import { ManagementGuard } from '../gate/management.guard.js';
import { ProfileInterceptor } from '../gate/profile.interceptor.js';
import { type ManagementAccess, REQUIREMENTS } from '../gate/requirements.js';

const ORGANIZATION_HEADER = {
  name: 'X-Organization-ID',
  required: false,
  description: 'The workspace that a person means; left out, their only one of this API. A key has but one.',
};

/**
 * A route of a surface that is about one workspace which the path does not name: opened by a key of it that holds the
 * scope, or by the session of a person whose role there does; answered in the API's wire profile. `charge` where it is
 * the customer's own work, rather than the management of it: then a key spends of the day's requests as well.
 */
export const OfOrganization = (
  scope: ResourceScope,
  { metering = 'charge_rate' }: Partial<Pick<ManagementAccess, 'metering'>> = {},
) =>
  applyDecorators(
    SetMetadata(REQUIREMENTS, {
      permission: scope,
      liveOnly: false,
      place: 'organization',
      metering,
    } satisfies ManagementAccess),
    UseGuards(ManagementGuard),
    UseInterceptors(ProfileInterceptor),
    ApiHeader(ORGANIZATION_HEADER),
    ApiCookieAuth('session'),
    ApiBearerAuth('key'),
  );

/** Who asks, and the workspace that they mean. */
export interface OrganizationCaller {
  readonly caller: Caller;
  readonly workspaceId: string;
}

export const CurrentOrganization = createParamDecorator(
  (_data: unknown, context: ExecutionContext): OrganizationCaller => {
    const { caller } = context.switchToHttp().getRequest<FastifyRequest>();
    if (!caller?.workspaceId) throw new Error('This route has no guard that settles the organization.');
    return { caller, workspaceId: caller.workspaceId };
  },
);
