import type { Webhook } from './webhook.js';
import { afterOutcome, FAILING_MS_MAX, hasFailedTooLong, signerAmong, wants } from './webhook.js';

const webhook = (overrides: Partial<Webhook> = {}): Webhook => ({
  id: 'whe_1',
  workspaceId: 'ws_1',
  url: 'https://example.com/',
  description: null,
  eventTypes: [],
  sealedSecret: 'sealed',
  formerSecret: null,
  disabled: null,
  failingSinceMs: null,
  createdAtMs: 0,
  secretRotatedAtMs: null,
  ...overrides,
});
const disabled = { atMs: 1, reason: 'by_hand' } as const;

test('an endpoint hears of everything, or of the types that it names, while it is enabled and has an address', () => {
  expect(wants(webhook(), 'message.sent')).toBe(true);
  expect(wants(webhook({ eventTypes: ['message.sent'] }), 'message.sent')).toBe(true);
  expect(wants(webhook({ eventTypes: ['message.sent'] }), 'message.read')).toBe(false);
  expect(wants(webhook({ disabled }), 'message.sent')).toBe(false);
  expect(wants(webhook({ url: null }), 'message.sent')).toBe(false);
});

test('failing counts from the first failure since the last success', () => {
  const once = afterOutcome(webhook(), 'failed', 100);
  expect(once.failingSinceMs).toBe(100);
  expect(afterOutcome(once, 'failed', 200)).toBe(once);
  expect(afterOutcome(once, 'delivered', 300).failingSinceMs).toBeNull();
  expect(hasFailedTooLong(once, 99 + FAILING_MS_MAX)).toBe(false);
  expect(hasFailedTooLong(once, 100 + FAILING_MS_MAX)).toBe(true);
  expect(hasFailedTooLong(webhook(), FAILING_MS_MAX)).toBe(false);
});

test.each<[string, Partial<Webhook>[], unknown]>([
  ['the oldest one', [{ id: 'a' }, { id: 'b' }], 'a'],
  ['the oldest that is enabled', [{ id: 'a', disabled }, { id: 'b' }], 'b'],
  ['one that is there for it, first', [{ id: 'a' }, { id: 'b', url: null }], 'b'],
  ['another, where that one is disabled', [{ id: 'a' }, { id: 'b', url: null, disabled }], 'a'],
  [
    'nobody, where it is switched off',
    [
      { id: 'a', disabled },
      { id: 'b', url: null, disabled },
    ],
    'switched_off',
  ],
  ['one that is still to be made', [{ id: 'a', disabled }], null],
])('what goes to an address of a request is signed by %s', (_name, webhooks, expected) => {
  const signer = signerAmong(webhooks.map(webhook));
  expect(typeof signer === 'object' ? (signer?.id ?? null) : signer).toBe(expected);
});
