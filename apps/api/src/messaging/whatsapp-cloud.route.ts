import { createHash, timingSafeEqual } from 'node:crypto';
import { isSignedByMeta, readMessageNews } from '@latchkey/adapters/whatsapp-cloud';
import { DomainError, NotFoundError, TakeMessageNews } from '@latchkey/domain';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance } from 'fastify';
import type { Configuration } from '../config/configuration.js';
import { CONFIGURATION } from '../ports.js';

export const WHATSAPP_CLOUD_PATH = '/v1/providers/whatsapp-cloud';

/** Meta documents notifications of up to 3 MB. */
const BODY_BYTES_MAX = 3 * 1024 * 1024;
const CHALLENGE_LENGTH_MAX = 256;

/**
 * Where Meta tells what has become of messages. It is Meta's protocol and for Meta alone, so the OpenAPI document does
 * not show it. The signature is one of bytes, so in this scope, and nowhere else, a body stays as it came.
 */
export function serveWhatsAppCloud(app: NestFastifyApplication, server: FastifyInstance): void {
  const { appSecret, verifyToken } = app.get<Configuration>(CONFIGURATION).whatsAppCloud;
  const takeMessageNews = app.get(TakeMessageNews);
  void server.register((scope, _options, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: BODY_BYTES_MAX }, (_request, body, parsed) =>
      parsed(null, body),
    );

    scope.get<{ Querystring: Record<string, unknown> }>(WHATSAPP_CLOUD_PATH, (request, reply) => {
      if (verifyToken === null) throw new NotFoundError('provider');
      const { 'hub.mode': mode, 'hub.challenge': challenge, 'hub.verify_token': token } = request.query;
      if (mode !== 'subscribe' || !isSame(token, verifyToken)) throw notMeta();
      if (typeof challenge !== 'string' || challenge.length > CHALLENGE_LENGTH_MAX) throw notMeta();
      return reply.type('text/plain').send(challenge);
    });

    scope.post(WHATSAPP_CLOUD_PATH, async (request, reply) => {
      if (appSecret === null) throw new NotFoundError('provider');
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      if (!isSignedByMeta(body, request.headers['x-hub-signature-256'], appSecret)) throw notMeta();
      await takeMessageNews.execute(readMessageNews(jsonIn(body)));
      return reply.send();
    });
    done();
  });
}

const notMeta = () => new DomainError('forbidden', 'This is for Meta, who knows how to sign it.');

/** Compares digests, which are of one length whatever the texts are, so that the time it takes tells nothing. */
function isSame(given: unknown, expected: string): boolean {
  if (typeof given !== 'string') return false;
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

/** @throws DomainError `malformed_body` */
function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (cause) {
    throw new DomainError('malformed_body', 'The body is no JSON.', 'body', { cause });
  }
}
