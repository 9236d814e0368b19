export { Argon2PasswordHasher } from './argon2-password-hasher.js';
export { SystemClock } from './system-clock.js';
export { SystemRandom } from './system-random.js';
