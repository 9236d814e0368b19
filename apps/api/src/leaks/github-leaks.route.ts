import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import { GithubIntake } from './github-intake.service.js';

const GITHUB_LEAKS_PATH = '/v1/leaks/github';
const BODY_BYTES_MAX = 1024 * 1024;

/**
 * Where GitHub tells what its secret scanning has found. It is GitHub's protocol and for GitHub alone, so the OpenAPI
 * document does not show it. The signature is one of bytes, so in this scope a body stays as it came.
 */
export function serveGithubLeaks(app: NestFastifyApplication, server: FastifyInstance): void {
  const intake = app.get(GithubIntake);
  void server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX }, (_request, body, parsed) =>
      parsed(null, body),
    );
    scope.post(GITHUB_LEAKS_PATH, async (request, reply) => {
      const rawBody = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      return reply.send(await intake.take(request, rawBody));
    });
    done();
  });
}
