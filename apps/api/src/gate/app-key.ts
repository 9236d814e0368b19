import type { FastifyRequest } from 'fastify';

/** The public key of the app that speaks. The edge refuses a request that has two. */
export function appKeyIn({ headers }: FastifyRequest): string | null {
  const header = headers['x-app-key'];
  return typeof header === 'string' ? header.trim() : null;
}
