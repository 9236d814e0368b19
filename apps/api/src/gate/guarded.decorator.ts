import { applyDecorators, SetMetadata, UseGuards, UseInterceptors } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiBearerAuth } from '@nestjs/swagger';
import type { ResourceScope } from '@latchkey/vocabulary';
import { KeyGuard } from './key.guard.js';
import { MessageRefund } from './message-refund.interceptor.js';
import { noResource } from './named-resource.js';
import { ProfileInterceptor } from './profile.interceptor.js';
import { REQUIREMENTS, type Requirements } from './requirements.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whatever comes of it is answered in the wire profile of the API whose host was asked. */
    speaksProfile?: boolean;
  }
}

/**
 * A route of the guarded API: opened by a key that holds the scope, on a plan with API access, and fulfils what else is
 * required; answered in the API's wire profile. `null`: whatever scopes it holds.
 */
export const Guarded = (scope: ResourceScope | null, more: Partial<Omit<Requirements, 'scopes'>> = {}) =>
  applyDecorators(
    SetMetadata(REQUIREMENTS, {
      scopes: scope === null ? [] : [scope],
      entitlement: 'api_access',
      liveOnly: false,
      resource: noResource,
      messages: 0,
      metering: 'charge',
      ...more,
    } satisfies Requirements),
    UseGuards(KeyGuard),
    UseInterceptors(...(more.messages ? [MessageRefund] : []), ProfileInterceptor),
    // Also where it is refused before anybody asks for the key: a body that cannot be read, a method it does not take.
    RouteConfig({ speaksProfile: true }),
    ApiBearerAuth('key'),
  );
