import type { PasswordHasher } from '@latchkey/domain';
import { hash, verify, type Algorithm } from '@node-rs/argon2';
import { ConcurrencyLimit } from '../concurrency-limit.js';

/** `Algorithm.Argon2id`, an ambient const enum that isolated modules cannot read. */
const ARGON2ID = 2 as Algorithm;

/** OWASP Password Storage Cheat Sheet, Argon2id, second choice: 19 MiB, two passes, one lane. */
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

/** Of the same cost as a real one; that some password fits it does not matter, since the answer is no in any case. */
const NOBODYS_HASH =
  `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}` +
  `$${'A'.repeat(22)}$${'A'.repeat(43)}`;

/** Each hash takes 19 MiB and a core for as long as it runs. */
const CONCURRENT_HASHES_MAX = 4;

export class Argon2PasswordHasher implements PasswordHasher {
  /** Sign-ins beyond this wait: a flood of them takes time, but not all of the memory. */
  private readonly limit = new ConcurrencyLimit(CONCURRENT_HASHES_MAX);

  hash(password: string): Promise<string> {
    return this.limit.run(() => hash(password, COST));
  }

  async verify(passwordHash: string | null, password: string): Promise<boolean> {
    const fits = await this.limit.run(() => verify(passwordHash ?? NOBODYS_HASH, password));
    return passwordHash !== null && fits;
  }
}
