import { Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AttemptCounter } from '@latchkey/domain';
import { addressAttempts, AttemptThrottle, type NamedThrottler } from '../throttle/attempt-throttle.js';

export const attemptsByAddress = (address: string): string => addressAttempts('invitation', address);

/** Nobody guesses a token; this bounds what those cost who try. Several people may share an address. */
const BY_ADDRESS: NamedThrottler = {
  name: 'invitation',
  windowMs: 15 * 60 * 1000,
  attemptsMax: 50,
  keyOf: ({ ip }) => attemptsByAddress(ip),
};

@Injectable()
export class AcceptanceThrottle extends AttemptThrottle {
  constructor(@Inject(AttemptCounter) attempts: AttemptCounter, @Inject(Reflector) reflector: Reflector) {
    super([BY_ADDRESS], attempts, reflector);
  }
}
