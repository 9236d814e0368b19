import { applyDecorators, SetMetadata, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { Entitlement, ResourceScope } from '@latchkey/vocabulary';
import { KeyGuard } from './key.guard.js';
import { ProfileInterceptor } from './profile.interceptor.js';
import { REQUIREMENTS, type Requirements } from './requirements.js';

/**
 * A route of the guarded API: opened by a key that holds the scope, on a plan with the entitlement; answered in the
 * API's wire profile.
 */
export const Guarded = (scope: ResourceScope, entitlement: Entitlement = 'api_access') =>
  applyDecorators(
    SetMetadata(REQUIREMENTS, { scopes: [scope], entitlement } satisfies Requirements),
    UseGuards(KeyGuard),
    UseInterceptors(ProfileInterceptor),
    ApiBearerAuth('key'),
  );
