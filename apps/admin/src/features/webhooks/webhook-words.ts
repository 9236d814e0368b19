import type { EventType, WebhookAttemptError, WebhookDeliveryState, WebhookDisabledReason } from '@latchkey/vocabulary';

interface EventGroup {
  readonly title: string;
  /** Each with what it tells. */
  readonly events: Readonly<Partial<Record<EventType, string>>>;
}

export const EVENT_GROUPS: readonly EventGroup[] = [
  {
    title: 'Messages',
    events: {
      'message.queued': 'taken on',
      'message.sent': 'handed to WhatsApp',
      'message.delivered': 'on the recipient’s telephone',
      'message.read': 'read',
      'message.failed': 'will not arrive',
    },
  },
  {
    title: 'Devices',
    events: {
      'device.created': 'added',
      'device.connected': 'linked',
      'device.disconnected': 'lost its link',
    },
  },
  {
    title: 'API keys',
    events: {
      'api_key.created': 'generated',
      'api_key.updated': 'changed',
      'api_key.disabled': 'disabled',
      'api_key.enabled': 'enabled again',
      'api_key.rotated': 'has a successor',
      'api_key.revoked': 'revoked',
      'api_key.leaked': 'found where it is no secret',
    },
  },
  {
    title: 'Alerts',
    events: {
      'usage.threshold': '50, 80 or 100 % of a quota or an allowance is used',
      'api_key.expiring': 'a key ends in 30, 7 or 1 days',
      'api_key.rotation_due': 'a key has not been rotated for 90 days',
      'api_key.new_network': 'a key is used from a new network',
      'api_key.used_after_silence': 'a key is used after a long silence',
      'api_key.refusals_spiking': 'far more refusals than usual',
      'api_key.requests_spiking': 'far more requests than usual',
      'alert.resolved': 'what an alert told of is over',
    },
  },
  {
    title: 'Webhooks',
    events: {
      'webhook.disabled': 'another endpoint was given up',
      'webhook.test': 'somebody asked for a test; sent in any case',
    },
  },
];

export const DELIVERY_STATE_WORDS: Readonly<Record<WebhookDeliveryState, string>> = {
  pending: 'Pending',
  delivered: 'Delivered',
  failed: 'Failed',
  cancelled: 'Cancelled',
};

export const DISABLED_WORDS: Readonly<Record<WebhookDisabledReason, string>> = {
  by_hand: 'Somebody disabled it.',
  gone: 'It answered 410 Gone, which asks to be left alone.',
  failing: 'It had only failed for five days.',
};

interface ErrorWords {
  /** In a row. */
  readonly short: string;
  /** What is behind it, and what helps. */
  readonly help: string;
}

export const ATTEMPT_ERROR_WORDS: Readonly<Record<WebhookAttemptError, ErrorWords>> = {
  target_forbidden: {
    short: 'Address not allowed',
    help: 'The name leads to a private address. Only public https addresses are reached; an operator can allow others with WEBHOOK_ALLOW_NETWORKS.',
  },
  name_unresolved: {
    short: 'Name not found',
    help: 'The host name has no address. Check its spelling and its DNS records.',
  },
  connection_failed: {
    short: 'No connection',
    help: 'Nothing took the connection. Check that the service runs, and that a firewall lets it be reached.',
  },
  tls_failed: {
    short: 'Certificate refused',
    help: 'The certificate is not valid for this name, has expired, or its chain is incomplete.',
  },
  timed_out: {
    short: 'Timed out',
    help: 'There was no answer within 15 seconds. Answer first, and do the work afterwards.',
  },
  answer_unreadable: { short: 'Answer unreadable', help: 'What came back was no HTTP answer.' },
  redirected: { short: 'Redirected', help: 'Redirects are not followed. Give the address that they lead to.' },
  gone: { short: 'Gone', help: 'The endpoint answered 410, so it is not told any more.' },
  status_refused: { short: 'Refused', help: 'Any answer but 2xx is a refusal. The log of your service knows why.' },
  secret_unreadable: {
    short: 'Secret unreadable',
    help: 'The secret was sealed under another LATCHKEY_SECRET, so nothing can be signed. Rotate the secret.',
  },
};

export const eventsPhrase = (eventTypes: readonly EventType[]): string => {
  if (eventTypes.length === 0) return 'All events';
  return eventTypes.length === 1 ? '1 kind of event' : `${eventTypes.length} kinds of events`;
};

/** Of an address what is no secret: some carry one in the query. */
export function shownAddress(url: string): string {
  if (!URL.canParse(url)) return url;
  const { origin, pathname, search } = new URL(url);
  return `${origin}${pathname}${search === '' ? '' : '?…'}`;
}

/** How an attempt went, in a few words. */
export const outcomeOf = ({
  statusCode,
  error,
}: {
  statusCode: number | null;
  error: WebhookAttemptError | null;
}): string => {
  const words = error === null ? 'Answered' : ATTEMPT_ERROR_WORDS[error].short;
  return statusCode === null ? words : `${words} ${statusCode}`;
};
