import { Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AttemptCounter } from '@latchkey/domain';
import { EMAIL_LENGTH_MAX } from '@latchkey/vocabulary';
import { addressAttempts, AttemptThrottle, type NamedThrottler } from '../throttle/attempt-throttle.js';

export const WINDOW_MS = 15 * 60 * 1000;

/** Failed attempts in a window: enough for a person who is unsure, too few for a list of passwords. */
export const ATTEMPTS_BY_ACCOUNT_MAX = 10;
/** Several people may share an address. */
const ATTEMPTS_BY_ADDRESS_MAX = 50;

export const attemptsByAccount = (email: string): string => `account:${email.trim().toLowerCase()}`;
export const attemptsByAddress = (address: string): string => addressAttempts('address', address);

const THROTTLERS: readonly NamedThrottler[] = [
  {
    name: 'address',
    windowMs: WINDOW_MS,
    attemptsMax: ATTEMPTS_BY_ADDRESS_MAX,
    keyOf: ({ ip }) => attemptsByAddress(ip),
  },
  {
    name: 'account',
    windowMs: WINDOW_MS,
    attemptsMax: ATTEMPTS_BY_ACCOUNT_MAX,
    keyOf: ({ body }) => attemptsByAccount(emailOf(body)),
  },
];

/**
 * Guards come before validation, so the body may still be anything. What cannot be an attempt at an account's password
 * does not count against that account.
 */
function emailOf(body: unknown): string {
  const { email, password } = (body ?? {}) as { email?: unknown; password?: unknown };
  const isAttempt = typeof email === 'string' && typeof password === 'string' && password.length > 0;
  return isAttempt ? email.slice(0, EMAIL_LENGTH_MAX) : '';
}

/** By address and by account. */
@Injectable()
export class SignInThrottle extends AttemptThrottle {
  constructor(@Inject(AttemptCounter) attempts: AttemptCounter, @Inject(Reflector) reflector: Reflector) {
    super(THROTTLERS, attempts, reflector);
  }
}
