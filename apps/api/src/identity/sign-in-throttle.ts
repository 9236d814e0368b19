import { type ExecutionContext, Injectable } from '@nestjs/common';
import { ThrottlerGuard, type ThrottlerModuleOptions } from '@nestjs/throttler';
import type { FastifyRequest } from 'fastify';
import { TooManyAttemptsError } from '../http/problems.js';

const WINDOW_MS = 15 * 60 * 1000;

/** Failed attempts in a window: enough for a person who is unsure, too few for a list of passwords. */
export const ATTEMPTS_BY_ACCOUNT_MAX = 10;
/** Several people may share an address. */
export const ATTEMPTS_BY_ADDRESS_MAX = 50;

export const accountAttempts = (email: string): string => `account:${email.trim().toLowerCase()}`;
export const addressAttempts = (address: string): string => `address:${address}`;

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

/** Guards come before validation, so the body may still be anything. */
function emailOf(body: unknown): string {
  const email = (body as { email?: unknown } | null | undefined)?.email;
  return typeof email === 'string' ? email.slice(0, 254) : '';
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
