import { applyDecorators, SetMetadata, UseGuards, UseInterceptors } from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { ResourceScope } from '@latchkey/vocabulary';
import { KeyGuard } from './key.guard.js';
import { MessageRefund } from './message-refund.interceptor.js';
import { noResource } from './named-resource.js';
import { ProfileInterceptor } from './profile.interceptor.js';
import { REQUIREMENTS, type Requirements } from './requirements.js';

/**
 * A route of the guarded API: opened by a key that holds the scope, on a plan with API access, and fulfils what else is
 * required; answered in the API's wire profile.
 */
export const Guarded = (scope: ResourceScope, more: Partial<Omit<Requirements, 'scopes'>> = {}) =>
  applyDecorators(
    SetMetadata(REQUIREMENTS, {
      scopes: [scope],
      entitlement: 'api_access',
      liveOnly: false,
      resource: noResource,
      messages: 0,
      metering: 'charge',
      ...more,
    } satisfies Requirements),
    UseGuards(KeyGuard),
    UseInterceptors(...(more.messages ? [MessageRefund] : []), ProfileInterceptor),
    ApiBearerAuth('key'),
  );
