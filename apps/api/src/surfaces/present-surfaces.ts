import { NotFoundException } from '@nestjs/common';
import type { Api } from '@latchkey/domain';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { ApiDirectory } from '../gate/api-directory.js';
import '../gate/guarded.decorator.js';
import './surface.decorator.js';

/**
 * Lets the routes of a surface be found on the APIs of their wire profile only, before a body is read or a credential
 * looked at. Elsewhere they answer as an address does that nobody knows: 404 in the words of the API whose host was asked,
 * which are also those of the guarded API, whatever is wrong with a request to it.
 */
export function presentSurfaces(server: FastifyInstance, directory: ApiDirectory): void {
  server.addHook('onRequest', (request, _reply, done) => {
    const { surface, speaksProfile = false } = request.routeOptions.config;
    if (surface === undefined && !speaksProfile && !request.is404) return done();
    chooseWords(request, directory).then((api) => {
      if (surface === undefined || api?.wireProfile === surface) done();
      else done(new NotFoundException());
    }, done);
  });
}

/** Has the answer worded by the API whose host was asked. */
export async function chooseWords(request: FastifyRequest, directory: ApiDirectory): Promise<Api | null> {
  request.speaksProfile = true;
  request.api = await directory.resolve(request.hostname);
  return request.api;
}
