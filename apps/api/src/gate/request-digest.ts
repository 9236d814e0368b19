import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { refuseOddShapes } from '../http/validation.js';

type AskingRequest = Pick<FastifyRequest, 'method' | 'url' | 'headers' | 'body'>;

/**
 * What a request asks for, as SHA-256 in hex: method, address, the one header that changes what is done
 * (`X-Webhook-URL`), and body. Two bodies that differ only in the order of their fields, or in white space, ask for the
 * same.
 * @throws InvalidRequestError for a body that is too deep or too large to look through
 */
export function requestDigest({ method, url, headers, body }: AskingRequest): string {
  refuseOddShapes(body);
  const webhookUrl = headers['x-webhook-url'];
  const address = webhookUrl === undefined ? url : [url, webhookUrl];
  const asked = [method, address, ...(body === undefined ? [] : [canonical(body)])];
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex');
}

function canonical(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(canonical);
  const fields = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(fields.map(([name, inner]) => [name, canonical(inner)]));
}
