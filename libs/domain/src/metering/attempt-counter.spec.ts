import { AttemptCounter } from './attempt-counter.js';

const WINDOW_MS = 60_000;

function setUp(windowsMax?: number) {
  const clock = { atMs: 0, nowMs: () => clock.atMs };
  return { clock, counter: new AttemptCounter(clock, windowsMax) };
}

test('a window begins with the first attempt, and the count starts again when it is over', () => {
  const { clock, counter } = setUp();
  expect(counter.count('ada', WINDOW_MS)).toEqual({ count: 1, endsInMs: 60_000 });
  clock.atMs = 59_999;
  expect(counter.count('ada', WINDOW_MS)).toEqual({ count: 2, endsInMs: 1 });
  expect(counter.standing('ada')).toEqual({ count: 2, endsInMs: 1 });
  clock.atMs = 60_000;
  expect(counter.standing('ada')).toEqual({ count: 0, endsInMs: 0 });
  expect(counter.count('ada', WINDOW_MS)).toEqual({ count: 1, endsInMs: 60_000 });
});

test('looking counts nothing', () => {
  const { counter } = setUp();
  for (let i = 0; i < 3; i++) expect(counter.standing('ada').count).toBe(0);
  expect(counter.count('ada', WINDOW_MS).count).toBe(1);
});

test('an attempt that turned out well is taken back', () => {
  const { counter } = setUp();
  for (let i = 0; i < 100; i++) {
    expect(counter.count('ada', WINDOW_MS).count).toBe(1);
    counter.takeBack('ada');
  }
  counter.takeBack('nobody');
  expect(counter.standing('nobody').count).toBe(0);
});

test('one key does not count for another', () => {
  const { counter } = setUp();
  counter.count('ada', WINDOW_MS);
  expect(counter.count('bob', WINDOW_MS).count).toBe(1);
});

test('a flood of keys does not grow without bound: the oldest windows go', () => {
  const { counter } = setUp(100);
  for (let i = 0; i < 1_000; i++) counter.count(`key ${i}`, WINDOW_MS);
  const kept = Array.from({ length: 1_000 }, (_, i) => counter.standing(`key ${i}`).count);
  expect(kept).toEqual([...new Array<number>(900).fill(0), ...new Array<number>(100).fill(1)]);
});
