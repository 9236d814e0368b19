import type { MessageFailure, MessageNews } from '@latchkey/domain';
import { failureCodeOf, fieldOf, shortText } from './graph-error.js';

const STATUSES = ['sent', 'delivered', 'read', 'failed'] as const;

/** Of ours, as we gave it along. Whatever else stands there was put there by somebody else. */
const OWN_ID = /^msg_[0-9a-z]{1,60}$/;
const PROVIDER_ID_LENGTH_MAX = 512;

/**
 * The news of messages in a notification of Meta's (`entry[].changes[].value.statuses[]`). What else there is in it, such
 * as messages that come in and kinds of news that we do not know, is left out.
 */
export const readMessageNews = (notification: unknown): MessageNews[] =>
  listOf(notification, 'entry')
    .flatMap((entry) => listOf(entry, 'changes'))
    .map((change) => fieldOf(change, 'value'))
    .flatMap((value) => listOf(value, 'statuses').flatMap((status) => newsOf(status, numberIn(value)) ?? []));

function numberIn(value: unknown): string | null {
  const number = fieldOf(fieldOf(value, 'metadata'), 'phone_number_id');
  return typeof number === 'string' ? number : null;
}

function newsOf(told: unknown, whatsAppPhoneNumberId: string | null): MessageNews | null {
  const providerMessageId = fieldOf(told, 'id');
  const status = STATUSES.find((known) => known === fieldOf(told, 'status'));
  if (!isProviderId(providerMessageId) || status === undefined) return null;
  const own = fieldOf(told, 'biz_opaque_callback_data');
  const messageId = typeof own === 'string' && OWN_ID.test(own) ? own : null;
  const failure = status === 'failed' ? failureOf(told) : null;
  return { providerMessageId, whatsAppPhoneNumberId, messageId, status, failure };
}

/** Postgres takes neither a NUL nor half of a surrogate pair in a text, and no id has one. */
export const isProviderId = (value: unknown): value is string =>
  typeof value === 'string' && value !== '' && value.length <= PROVIDER_ID_LENGTH_MAX && !/[\p{Cc}\p{Cs}]/u.test(value);

function failureOf(told: unknown): MessageFailure {
  const [error] = listOf(told, 'errors');
  const code = fieldOf(error, 'code');
  const number = typeof code === 'number' ? code : null;
  const texts = [fieldOf(fieldOf(error, 'error_data'), 'details'), fieldOf(error, 'message'), fieldOf(error, 'title')];
  const text = texts.find((candidate) => typeof candidate === 'string') ?? 'It could not be delivered.';
  return {
    code: failureCodeOf(number),
    reason: `WhatsApp says: ${shortText(text)}${number === null ? '' : ` (${number})`}`,
  };
}

function listOf(value: unknown, name: string): readonly unknown[] {
  const list = fieldOf(value, name);
  return Array.isArray(list) ? list : [];
}
