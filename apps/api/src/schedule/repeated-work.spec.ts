import { RepeatedWork } from './repeated-work.js';

interface Step {
  readonly signal: AbortSignal;
  readonly end: (error?: Error) => void;
}

/** Work whose end a test decides, and the times at which it began. */
function setUp() {
  const steps: Step[] = [];
  const failures: string[] = [];
  const work = (signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      steps.push({ signal, end: (error) => (error === undefined ? resolve() : reject(error)) });
    });
  const repeated = new RepeatedWork(work, {
    firstAfterMs: 5,
    everyMs: 100,
    retryAfterMs: 10,
    onFailure: ({ message }) => failures.push(message),
  });
  return { repeated, steps, failures, pass: (ms: number) => jest.advanceTimersByTimeAsync(ms) };
}

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

test('begins a little after the start, and again so long after each end, one at a time', async () => {
  const { repeated, steps, pass } = setUp();
  repeated.start();
  await pass(4);
  expect(steps).toHaveLength(0);
  await pass(1);
  expect(steps).toHaveLength(1);
  await pass(1_000);
  expect(steps).toHaveLength(1);
  steps[0]?.end();
  await pass(99);
  expect(steps).toHaveLength(1);
  await pass(1);
  expect(steps).toHaveLength(2);
});

test('tells of a failure, and tries again sooner', async () => {
  const { repeated, steps, failures, pass } = setUp();
  repeated.start();
  await pass(5);
  steps[0]?.end(new Error('out of reach'));
  await pass(10);
  expect(failures).toEqual(['out of reach']);
  expect(steps).toHaveLength(2);
});

test('is stopped when what is under way has ended, and then nothing follows', async () => {
  const { repeated, steps, pass } = setUp();
  repeated.start();
  await pass(5);
  let isStopped = false;
  const stopped = repeated.stop().then(() => (isStopped = true));
  await pass(0);
  expect([steps[0]?.signal.aborted, isStopped]).toEqual([true, false]);
  steps[0]?.end();
  await stopped;
  await pass(1_000);
  expect(steps).toHaveLength(1);
});

test('stopped before it began, it never begins', async () => {
  const { repeated, steps, pass } = setUp();
  repeated.start();
  await repeated.stop();
  await pass(1_000);
  expect(steps).toHaveLength(0);
});

describe('woken', () => {
  test('it does not wait for the next time, and goes on from there as ever', async () => {
    const { repeated, steps, pass } = setUp();
    repeated.start();
    await pass(5);
    steps[0]?.end();
    await pass(10);
    repeated.wake();
    repeated.wake();
    await pass(0);
    expect(steps).toHaveLength(2);
    steps[1]?.end();
    await pass(99);
    expect(steps).toHaveLength(2);
    await pass(1);
    expect(steps).toHaveLength(3);
  });

  test('while it is under way it is done once more right after, however often', async () => {
    const { repeated, steps, pass } = setUp();
    repeated.start();
    await pass(5);
    for (let i = 0; i < 3; i++) repeated.wake();
    await pass(50);
    expect(steps).toHaveLength(1);
    steps[0]?.end();
    await pass(0);
    expect(steps).toHaveLength(2);
    steps[1]?.end();
    await pass(99);
    expect(steps).toHaveLength(2);
  });

  test('after a failure it waits all the same, so that nobody hammers on what is out of reach', async () => {
    const { repeated, steps, pass } = setUp();
    repeated.start();
    await pass(5);
    repeated.wake();
    steps[0]?.end(new Error('out of reach'));
    await pass(9);
    expect(steps).toHaveLength(1);
    await pass(1);
    expect(steps).toHaveLength(2);
  });

  test('before its start, or when it is stopped, it stays as it is', async () => {
    const { repeated, steps, pass } = setUp();
    repeated.wake();
    await pass(1_000);
    repeated.start();
    await repeated.stop();
    repeated.wake();
    await pass(1_000);
    expect(steps).toHaveLength(0);
  });
});
