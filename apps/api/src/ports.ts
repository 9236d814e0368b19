/** The names under which the composition root binds the domain's ports. */
export const DATABASE = Symbol('Database');
export const CLOCK = Symbol('Clock');
export const RANDOM = Symbol('Random');
export const PASSWORD_HASHER = Symbol('PasswordHasher');
export const AUDIT_SEAL = Symbol('AuditSeal');
export const SECRET_BOX = Symbol('SecretBox');
export const RECORD_INVALIDATION = Symbol('RecordInvalidation');
export const MESSAGE_PROVIDERS = Symbol('MessageProviders');
export const MESSAGE_PROVIDER = Symbol('MessageProvider');
export const MAILER = Symbol('Mailer');
export const WEBHOOK_SENDER = Symbol('WebhookSender');
export const EVENT_SIGNAL = Symbol('EventSignal');
export const CONFIGURATION = Symbol('Configuration');
export const SIGNING_SECRET = Symbol('SigningSecret');
