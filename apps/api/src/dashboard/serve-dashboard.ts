import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const PAGE_HEADERS = {
  'content-security-policy': [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; '),
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  'referrer-policy': 'no-referrer',
  'x-frame-options': 'DENY',
};

/** Addresses that are the API's: a typing error there is a problem in JSON, not the dashboard's page. */
const API_ADDRESS = /^\/(v1|api|health|assets|openapi\.json)(\/|$|\?)/;

/**
 * The dashboard: hashed assets that never change, and one page for every address that the browser may open. Nothing is
 * awaited here: that would start the server's boot, and routes that are there by then would never get the problem filter.
 * @param chooseWords has what is no page answered as any unknown address is
 */
export function serveDashboard(
  server: FastifyInstance,
  directory: string,
  chooseWords: (request: FastifyRequest) => Promise<unknown>,
): void {
  void server.register(fastifyStatic, { root: directory, serve: false });
  server.get('/assets/*', (request: FastifyRequest<{ Params: { '*': string } }>, reply) =>
    reply.sendFile(`assets/${request.params['*']}`, { maxAge: '1y', immutable: true }),
  );
  server.get('/favicon.svg', (_request, reply) => reply.sendFile('favicon.svg'));
  server.get('/*', async (request, reply) => {
    if (isPage(request)) return sendPage(reply);
    await chooseWords(request);
    reply.callNotFound();
    return reply;
  });
}

const isPage = ({ url, headers }: FastifyRequest): boolean =>
  !API_ADDRESS.test(url) && (headers.accept ?? '').includes('text/html');

const sendPage = (reply: FastifyReply): FastifyReply =>
  reply.headers(PAGE_HEADERS).sendFile('index.html', { cacheControl: false });
