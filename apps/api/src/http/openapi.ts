import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { FastifyInstance } from 'fastify';
import { contractSchemas } from './contract-schemas.js';
import { describeRepetitions } from './describe-repetitions.js';
import { SESSION_COOKIE } from '../gate/session-cookie.js';
import { VERIFY_PATHS } from '../verify/verify.openapi.js';

/** The document of every route. Operation ids are the names of the controllers' methods, and so stay what they are. */
export function openApiDocument(app: NestFastifyApplication): OpenAPIObject {
  const builder = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Latchkey')
    .setDescription('Issue, label, check, limit, meter, rotate and revoke API keys.')
    .setVersion('1')
    .addServer('/')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'An API key, or the access token of a session.' },
      'key',
    )
    .addCookieAuth(SESSION_COOKIE, { type: 'apiKey', in: 'cookie' }, 'session')
    .build();
  const document = SwaggerModule.createDocument(app, builder, {
    operationIdFactory: (_controller, method) => method,
  });
  // What is a Fastify route of its own, Nest knows nothing of.
  document.paths = { ...document.paths, ...VERIFY_PATHS };
  document.components = { ...document.components, schemas: contractSchemas() };
  describeRepetitions(document);
  return document;
}

export function serveOpenApi(app: NestFastifyApplication, server: FastifyInstance): void {
  let text: string | null = null;
  server.get('/openapi.json', (_request, reply) => {
    text ??= JSON.stringify(openApiDocument(app));
    return reply.type('application/json').send(text);
  });
}
