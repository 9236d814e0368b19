import type { WebhookDelivery } from './webhook-delivery.js';
import { afterAttempt, errorIn } from './after-attempt.js';

const random = { bytes: (count: number) => new Uint8Array(count) };
const pending: WebhookDelivery = {
  id: 'dlv_1',
  workspaceId: 'ws_1',
  webhookId: 'whe_1',
  eventId: 'evt_1',
  eventType: 'webhook.test',
  overrideUrl: null,
  lane: 'whe_1',
  state: 'pending',
  attempts: [],
  nextAttemptAtMs: 0,
  leasedUntilMs: 30_000,
  createdAtMs: 0,
  endedAtMs: null,
};
const tried = (statusCode: number) => {
  const answer = { kind: 'answered', statusCode, retryAfter: null } as const;
  return { atMs: 1, durationMs: 1, statusCode, error: errorIn(answer) };
};
const after = (statusCode: number, delivery = pending) => afterAttempt(delivery, tried(statusCode), null, 100, random);

test.each([
  [200, null],
  [204, null],
  [299, null],
  [301, 'redirected'],
  [308, 'redirected'],
  [400, 'status_refused'],
  [410, 'gone'],
  [429, 'status_refused'],
  [500, 'status_refused'],
])('%i is %s', (statusCode, error) => {
  expect(tried(statusCode).error).toBe(error);
});

test('what got through has ended; what did not is due again', () => {
  expect(after(200)).toMatchObject({ state: 'delivered', endedAtMs: 100, nextAttemptAtMs: null, leasedUntilMs: null });
  expect(after(500)).toMatchObject({ state: 'pending', endedAtMs: null, nextAttemptAtMs: 5_100, leasedUntilMs: null });
});

test('it has failed with its tenth failure, or as soon as its receiver is gone', () => {
  const nine = { ...pending, attempts: Array.from({ length: 9 }, () => tried(500)) };
  expect(after(500, { ...nine, attempts: nine.attempts.slice(1) }).state).toBe('pending');
  expect(after(500, nine)).toMatchObject({ state: 'failed', endedAtMs: 100 });
  expect(after(410)).toMatchObject({ state: 'failed', endedAtMs: 100 });
});

test('cancelled under way, it is not tried again, but may have got through', () => {
  const cancelled = { ...pending, state: 'cancelled', nextAttemptAtMs: null, endedAtMs: 50 } as const;
  expect(after(500, cancelled)).toEqual({ ...cancelled, leasedUntilMs: null, attempts: [tried(500)] });
  expect(after(200, cancelled)).toMatchObject({ state: 'delivered', attempts: [tried(200)] });
});
