import { InvalidFieldError } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import type { Configuration } from '../config/configuration.js';

/**
 * Where people reach this server, for links that leave it: as configured, else as the one who asks has reached it.
 * @throws InvalidFieldError for a `Host` that is none
 */
export function publicOriginOf({ publicUrl }: Configuration, { protocol, host }: FastifyRequest): string {
  if (publicUrl !== null) return publicUrl;
  const address = `${protocol}://${host}`;
  if (!URL.canParse(address)) throw new InvalidFieldError('host', 'The Host header names no host.');
  return new URL(address).origin;
}
