import {
  auditSealContract,
  clockContract,
  passwordHasherContract,
  randomContract,
  secretBoxContract,
} from '@latchkey/testing';
import { parseOptions } from '@node-rs/argon2';
import { AesSecretBox } from './aes-secret-box.js';
import { Argon2PasswordHasher } from './argon2-password-hasher.js';
import { HmacAuditSeal } from './hmac-audit-seal.js';
import { SystemClock } from './system-clock.js';
import { SystemRandom } from './system-random.js';

clockContract(() => new SystemClock(), Date.now);
randomContract(() => new SystemRandom());
secretBoxContract((masterSecret) => new AesSecretBox(masterSecret));
auditSealContract((masterSecret) => new HmacAuditSeal(masterSecret));
passwordHasherContract(() => new Argon2PasswordHasher());

describe('Argon2PasswordHasher', () => {
  it('hashes at the cost that OWASP asks for', async () => {
    const hash = await new Argon2PasswordHasher().hash('correct horse');
    expect(hash).toMatch(/^\$argon2id\$v=19\$/);
    expect(parseOptions(hash)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 });
  });
});
