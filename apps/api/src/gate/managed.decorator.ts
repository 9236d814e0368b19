import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth } from '@nestjs/swagger';
import type { ResourceScope } from '@latchkey/vocabulary';
import { ManagementGuard } from './management.guard.js';
import { type ManagementAccess, REQUIREMENTS } from './requirements.js';

/**
 * A management route: opened by a dashboard session, or by a key that holds the scope. `liveOnly` where it changes what
 * live keys stand on, which is closed to keys of the sandbox.
 */
export const Managed = (scope: ResourceScope, { liveOnly = false } = {}) =>
  applyDecorators(
    SetMetadata(REQUIREMENTS, { scope, liveOnly } satisfies ManagementAccess),
    UseGuards(ManagementGuard),
    ApiCookieAuth('session'),
    ApiBearerAuth('key'),
  );

/** A management route for signed-in operators only: keys never open it. */
export const OperatorOnly = () =>
  applyDecorators(
    SetMetadata(REQUIREMENTS, { scope: null, liveOnly: false } satisfies ManagementAccess),
    UseGuards(ManagementGuard),
    ApiCookieAuth('session'),
  );
