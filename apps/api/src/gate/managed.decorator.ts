import { applyDecorators, SetMetadata, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiParam } from '@nestjs/swagger';
import type { ResourceScope, StaffPermission } from '@latchkey/vocabulary';
import { ManagementGuard } from './management.guard.js';
import { MessageRefund } from './message-refund.interceptor.js';
import { type ManagementAccess, REQUIREMENTS } from './requirements.js';
import { StandardInterceptor } from './standard.interceptor.js';

/**
 * A management route: opened by the session of a member of the workspace whose role holds the scope, or of staff whose role does,
 * or by a key that holds it. `liveOnly` where it changes what live keys stand on, or shows where they send things, which is
 * closed to keys of the sandbox.
 */
export const Managed = (scope: ResourceScope, { liveOnly = false } = {}) =>
  applyDecorators(
    SetMetadata(REQUIREMENTS, {
      permission: scope,
      liveOnly,
      place: 'path',
      metering: 'charge_rate',
    } satisfies ManagementAccess),
    UseGuards(ManagementGuard),
    ApiCookieAuth('session'),
    ApiBearerAuth('key'),
  );

/**
 * The customers' own work, at an address that names their workspace: opened like a management route, and answered in the
 * words of `standard`. A key spends on it what it spends on the guarded API, and people do none of it in a workspace that
 * is suspended, or closed to their address.
 */
export const ManagedWork = (
  scope: ResourceScope,
  { liveOnly = false, ...more }: Partial<Pick<ManagementAccess, 'liveOnly' | 'resource' | 'messages'>> = {},
) =>
  applyDecorators(
    SetMetadata(REQUIREMENTS, {
      permission: scope,
      liveOnly,
      place: 'path',
      metering: 'charge',
      ...more,
    } satisfies ManagementAccess),
    UseGuards(ManagementGuard),
    UseInterceptors(...(more.messages ? [MessageRefund] : []), StandardInterceptor),
    // The workspace reaches the work through its principal, so that no handler names this part of the address.
    ApiParam({ name: 'workspaceId', type: String }),
    ApiCookieAuth('session'),
    ApiBearerAuth('key'),
  );

/** `freshSignIn`: a session that was left open is not enough; whoever asks has proved lately who they are. */
type SessionOptions = Pick<ManagementAccess, 'freshSignIn'>;

/** For staff whose role holds the permission, signed in: keys never open it. */
export const StaffOnly = (permission: StaffPermission, options: SessionOptions = {}) =>
  forSessions(permission, options);

/** A management route for signed-in operators only: keys never open it. */
export const OperatorOnly = (options: SessionOptions = {}) => StaffOnly('installation:manage', options);

/** For everybody who is signed in, and what concerns them alone: keys never open it. */
export const SignedInOnly = (options: SessionOptions = {}) => forSessions(null, options);

const forSessions = (permission: StaffPermission | null, options: SessionOptions) =>
  applyDecorators(
    SetMetadata(REQUIREMENTS, {
      permission,
      liveOnly: false,
      place: 'path',
      metering: 'charge_rate',
      ...options,
    } satisfies ManagementAccess),
    UseGuards(ManagementGuard),
    ApiCookieAuth('session'),
  );
