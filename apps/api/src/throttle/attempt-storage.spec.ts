import { AttemptCounter } from '@latchkey/domain';
import { ManualClock } from '@latchkey/testing';
import { AttemptStorage } from './attempt-storage.js';

test('attempts past the limit are blocked until the window is over', async () => {
  const clock = new ManualClock();
  const storage = new AttemptStorage(new AttemptCounter(clock));
  const attempt = () => storage.increment('account:ada', 60_000, 2);
  expect(await attempt()).toMatchObject({ totalHits: 1, isBlocked: false });
  clock.advance(10_500);
  expect(await attempt()).toMatchObject({ totalHits: 2, isBlocked: false });
  expect(await attempt()).toMatchObject({ isBlocked: true, timeToBlockExpire: 50 });
  clock.advance(49_499);
  expect(await attempt()).toMatchObject({ isBlocked: true, timeToBlockExpire: 1 });
  clock.advance(1);
  expect(await attempt()).toMatchObject({ totalHits: 1, isBlocked: false });
});
