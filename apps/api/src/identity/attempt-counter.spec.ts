import { ManualClock } from '@latchkey/testing';
import { AttemptCounter } from './attempt-counter.js';

const WINDOW_MS = 60_000;

test('attempts past the limit are blocked until the window is over', async () => {
  const clock = new ManualClock();
  const counter = new AttemptCounter(clock);
  const attempt = () => counter.increment('account:ada', WINDOW_MS, 2);
  expect(await attempt()).toMatchObject({ totalHits: 1, isBlocked: false });
  clock.advance(10_500);
  expect(await attempt()).toMatchObject({ totalHits: 2, isBlocked: false });
  expect(await attempt()).toMatchObject({ isBlocked: true, timeToBlockExpire: 50 });
  clock.advance(49_499);
  expect(await attempt()).toMatchObject({ isBlocked: true, timeToBlockExpire: 1 });
  clock.advance(1);
  expect(await attempt()).toMatchObject({ totalHits: 1, isBlocked: false });
});

test('an attempt that turned out well is taken back', async () => {
  const counter = new AttemptCounter(new ManualClock());
  for (let i = 0; i < 100; i++) {
    expect(await counter.increment('account:ada', WINDOW_MS, 1)).toMatchObject({ isBlocked: false });
    counter.takeBack('account:ada');
  }
});

test('one key does not count for another', async () => {
  const counter = new AttemptCounter(new ManualClock());
  await counter.increment('account:ada', WINDOW_MS, 1);
  expect(await counter.increment('account:bob', WINDOW_MS, 1)).toMatchObject({ totalHits: 1, isBlocked: false });
});

test('a flood of keys does not grow without bound', async () => {
  const counter = new AttemptCounter(new ManualClock());
  for (let i = 0; i < 120_000; i++) await counter.increment(`address:${i}`, WINDOW_MS, 1);
  expect((counter as unknown as { windows: Map<string, unknown> }).windows.size).toBeLessThanOrEqual(50_000);
});
