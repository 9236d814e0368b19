import { RestartPolicy } from './restart-policy.js';

describe('the restart policy', () => {
  it('waits longer before each restart and gives up after the fifth in a minute', () => {
    const policy = new RestartPolicy();
    const delaysMs = [0, 1, 2, 3, 4, 5].map((seconds) => policy.nextDelayMs(seconds * 1_000));
    expect(delaysMs).toEqual([100, 200, 400, 800, 1_600, undefined]);
  });

  it('forgets restarts that are more than a minute old', () => {
    const policy = new RestartPolicy();
    for (let count = 0; count < 5; count++) policy.nextDelayMs(0);
    expect(policy.nextDelayMs(59_999)).toBeUndefined();
    expect(policy.nextDelayMs(60_000)).toBe(100);
  });
});
