import type { Clock } from '@latchkey/domain';

/** `aboutNowMs` tells, to within a minute, what the clock should show. */
export function clockContract(makeClock: () => Clock, aboutNowMs: () => number): void {
  describe('clock', () => {
    it('tells whole milliseconds since the Unix epoch', () => {
      const nowMs = makeClock().nowMs();
      expect(Number.isSafeInteger(nowMs)).toBe(true);
      expect(Math.abs(nowMs - aboutNowMs())).toBeLessThan(60_000);
    });

    it('does not run backwards', () => {
      const clock = makeClock();
      const readings = Array.from({ length: 1_000 }, () => clock.nowMs());
      expect(readings).toEqual([...readings].sort((a, b) => a - b));
    });
  });
}
