import { applyDecorators, SetMetadata, UseGuards } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth } from '@nestjs/swagger';
import type { ResourceScope } from '@latchkey/vocabulary';
import { ManagementGuard } from './management.guard.js';
import { type ManagementAccess, REQUIREMENTS } from './requirements.js';

/** A management route: opened by a dashboard session, or by a key that holds the scope. */
export const Managed = (scope: ResourceScope) =>
  applyDecorators(
    SetMetadata(REQUIREMENTS, { scope } satisfies ManagementAccess),
    UseGuards(ManagementGuard),
    ApiCookieAuth('session'),
    ApiBearerAuth('key'),
  );

/** A management route for signed-in operators only: keys never open it. */
export const OperatorOnly = () =>
  applyDecorators(
    SetMetadata(REQUIREMENTS, { scope: null } satisfies ManagementAccess),
    UseGuards(ManagementGuard),
    ApiCookieAuth('session'),
  );
