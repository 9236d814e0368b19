import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiExtension } from '@nestjs/swagger';
import type { WireProfileName } from '@latchkey/vocabulary';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The wire profile whose APIs have this route; left out where all have it. */
    surface?: WireProfileName;
  }
}

/**
 * A controller whose routes exist on the APIs of one wire profile only, and speak it whatever comes of them. On any
 * other API they are no address (`presentSurfaces`). Stands above the class; its routes are noted one by one, because
 * the HTTP server, which has to know before anything is read or looked at, is told of routes only.
 */
export const Surface = (profile: WireProfileName): ClassDecorator =>
  applyDecorators(ApiExtension('x-wire-profile', profile), (controller: object) => {
    const { prototype } = controller as { readonly prototype: object };
    for (const [name, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
      if (name !== 'constructor') RouteConfig({ surface: profile })(prototype, name, descriptor);
    }
  });
