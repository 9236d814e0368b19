export { AesSecretBox } from './aes-secret-box.js';
export { Argon2PasswordHasher } from './argon2-password-hasher.js';
export { HmacAuditSeal } from './hmac-audit-seal.js';
export { SmtpMailer, type SmtpSettings } from './smtp-mailer.js';
export { SystemClock } from './system-clock.js';
export { SystemRandom } from './system-random.js';
export { HttpWebhookSender, type HttpWebhookSenderOptions } from './webhook-sender.js';
