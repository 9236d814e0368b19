import fastify from 'fastify';
import { tellPort } from './listening.js';

const BODY = '{"allowed":true}';

/** A framework, and nothing done with it; by POST it reads a JSON body first. */
const app = fastify();
for (const method of ['GET', 'POST'] as const) {
  app.route({ method, url: '/', handler: (_request, reply) => reply.type('application/json').send(BODY) });
}
await app.listen({ host: '127.0.0.1', port: 0 });
tellPort(app.server);
