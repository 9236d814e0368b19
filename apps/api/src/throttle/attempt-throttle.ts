import type { ExecutionContext } from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { ThrottlerGuard, type ThrottlerOptions } from '@nestjs/throttler';
import { type AttemptCounter, throttledNetworkOf, TooManyAttemptsError } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { AttemptStorage } from './attempt-storage.js';

/** A named throttler: so many attempts in a window, each counted under what they are an attempt at or come from. */
export interface NamedThrottler {
  readonly name: string;
  readonly windowMs: number;
  readonly attemptsMax: number;
  /** The whole key in the counter, so that an attempt can be taken back. */
  readonly keyOf: (request: FastifyRequest) => string;
}

export const addressAttempts = (name: string, address: string): string => `${name}:${throttledNetworkOf(address)}`;

/**
 * In front of routes that have no key to limit: each names its throttlers, which all count every attempt, and a counter
 * of its own, so that a flood on one does not push out what another remembers.
 */
export abstract class AttemptThrottle extends ThrottlerGuard {
  constructor(throttlers: readonly NamedThrottler[], attempts: AttemptCounter, reflector: Reflector) {
    const options = { throttlers: throttlers.map(toOptions), setHeaders: false, generateKey: keyItself };
    super(options, new AttemptStorage(attempts), reflector);
  }

  /** The answer says when to come back. */
  protected override throwThrottlingException(
    _context: ExecutionContext,
    { timeToBlockExpire }: { timeToBlockExpire: number },
  ): Promise<void> {
    throw new TooManyAttemptsError(timeToBlockExpire * 1000);
  }
}

const keyItself = (_context: ExecutionContext, key: string): string => key;

const toOptions = ({ name, windowMs, attemptsMax, keyOf }: NamedThrottler): ThrottlerOptions => ({
  name,
  ttl: windowMs,
  limit: attemptsMax,
  getTracker: (request) => keyOf(request as unknown as FastifyRequest),
});
