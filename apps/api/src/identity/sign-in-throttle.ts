import { isIPv6 } from 'node:net';
import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerModuleOptions } from '@nestjs/throttler';
import { EMAIL_LENGTH_MAX } from '@latchkey/vocabulary';
import type { FastifyRequest } from 'fastify';
import { TooManyAttemptsError } from '../http/problems.js';

const WINDOW_MS = 15 * 60 * 1000;

/** Failed attempts in a window: enough for a person who is unsure, too few for a list of passwords. */
export const ATTEMPTS_BY_ACCOUNT_MAX = 10;
/** Several people may share an address. */
export const ATTEMPTS_BY_ADDRESS_MAX = 50;

export const accountAttempts = (email: string): string => `account:${email.trim().toLowerCase()}`;
/** Who has one IPv6 address has a whole /64 of them. */
export const addressAttempts = (address: string): string => `address:${networkOf(address)}`;

function networkOf(address: string): string {
  const host = address.replace(/^::ffff:(?=\d+\.)/i, '');
  if (!isIPv6(host)) return host;
  const [head = '', tail] = host.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':');
}

export const SIGN_IN_THROTTLERS: ThrottlerModuleOptions = {
  setHeaders: false,
  generateKey: (_context, tracker) => tracker,
  throttlers: [
    {
      name: 'address',
      ttl: WINDOW_MS,
      limit: ATTEMPTS_BY_ADDRESS_MAX,
      getTracker: (request) => addressAttempts((request as unknown as FastifyRequest).ip),
    },
    {
      name: 'account',
      ttl: WINDOW_MS,
      limit: ATTEMPTS_BY_ACCOUNT_MAX,
      getTracker: (request) => accountAttempts(emailOf((request as unknown as FastifyRequest).body)),
    },
  ],
};

/**
 * Guards come before validation, so the body may still be anything. What cannot be an attempt at an account's password
 * does not count against that account.
 */
function emailOf(body: unknown): string {
  const { email, password } = (body ?? {}) as { email?: unknown; password?: unknown };
  const isAttempt = typeof email === 'string' && typeof password === 'string' && password.length > 0;
  return isAttempt ? email.slice(0, EMAIL_LENGTH_MAX) : '';
}

/** By address and by account; the answer says when to come back. */
@Injectable()
export class SignInThrottle extends ThrottlerGuard {
  protected override throwThrottlingException(
    _context: ExecutionContext,
    { timeToBlockExpire }: { timeToBlockExpire: number },
  ): Promise<void> {
    throw new TooManyAttemptsError(timeToBlockExpire);
  }
}
