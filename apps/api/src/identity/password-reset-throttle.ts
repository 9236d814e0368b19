import { Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AttemptCounter, type Clock } from '@latchkey/domain';
import { EMAIL_LENGTH_MAX } from '@latchkey/vocabulary';
import { CLOCK } from '../ports.js';
import { addressAttempts, AttemptThrottle, type NamedThrottler } from '../throttle/attempt-throttle.js';

const WINDOW_MS = 60 * 60 * 1000;

/** Enough for a mail that is slow; too few to fill somebody's mailbox. */
const ASKED_BY_ACCOUNT_MAX = 5;
/** Several people may share an address. */
const ASKED_BY_ADDRESS_MAX = 50;

const THROTTLERS: readonly NamedThrottler[] = [
  {
    name: 'address',
    windowMs: WINDOW_MS,
    attemptsMax: ASKED_BY_ADDRESS_MAX,
    keyOf: ({ ip }) => addressAttempts('address', ip),
  },
  {
    name: 'account',
    windowMs: WINDOW_MS,
    attemptsMax: ASKED_BY_ACCOUNT_MAX,
    keyOf: ({ body, ip }) => accountOf(body) ?? addressAttempts('no account', ip),
  },
];

/** Of whatever body it is: guards come before validation. */
function accountOf(body: unknown): string | null {
  const { email } = (body ?? {}) as { email?: unknown };
  return typeof email === 'string' ? `account:${email.slice(0, EMAIL_LENGTH_MAX).trim().toLowerCase()}` : null;
}

/** Whoever asks for new passwords. Accounts that do not exist are counted like those that do. */
@Injectable()
export class PasswordResetThrottle extends AttemptThrottle {
  constructor(@Inject(CLOCK) clock: Clock, @Inject(Reflector) reflector: Reflector) {
    super(THROTTLERS, new AttemptCounter(clock), reflector);
  }
}
