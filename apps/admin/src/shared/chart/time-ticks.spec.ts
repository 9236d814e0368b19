import { timeTicks } from './time-ticks';

const at = (text: string) => Date.parse(`${text}Z`);
const ticks = (from: string, to: string, countMax: number) =>
  timeTicks(at(from), at(to), countMax, 'UTC').map((momentMs) => new Date(momentMs).toISOString().slice(0, 16));

describe('moments below a chart are those of the clock and the calendar', () => {
  it('quarters of a day', () =>
    expect(ticks('2026-03-16T11:00', '2026-03-17T11:00', 6)).toEqual([
      '2026-03-16T12:00',
      '2026-03-16T18:00',
      '2026-03-17T00:00',
      '2026-03-17T06:00',
    ]));

  it('each day of a week', () =>
    expect(ticks('2026-03-10T11:00', '2026-03-17T11:00', 7)).toEqual(
      [11, 12, 13, 14, 15, 16, 17].map((day) => `2026-03-${day}T00:00`),
    ));

  it('every third day of a week that begins at noon', () =>
    expect(ticks('2026-03-10T12:00', '2026-03-17T12:00', 3)).toEqual(
      [11, 14, 17].map((day) => `2026-03-${day}T00:00`),
    ));

  it('every week of a quarter, from its first day on', () =>
    expect(ticks('2026-01-01T00:00', '2026-02-01T00:00', 5)).toEqual(
      ['01', '08', '15', '22', '29'].map((day) => `2026-01-${day}T00:00`),
    ));

  it('months of two years', () =>
    expect(ticks('2024-05-10T00:00', '2026-05-10T00:00', 5)).toEqual([
      '2024-07-01T00:00',
      '2025-01-01T00:00',
      '2025-07-01T00:00',
      '2026-01-01T00:00',
    ]));

  it('minutes of an hour', () =>
    expect(ticks('2026-03-17T09:26', '2026-03-17T10:26', 4)).toEqual(
      ['09:30', '09:45', '10:00', '10:15'].map((time) => `2026-03-17T${time}`),
    ));

  it.each([1, 3, 8])('at most %d, however long', (countMax) => {
    for (const days of [0.01, 0.5, 1, 3, 30, 90, 800]) {
      const toMs = at('2026-03-17T10:26');
      expect(timeTicks(toMs - days * 86_400_000, toMs, countMax, 'UTC').length).toBeLessThanOrEqual(countMax);
    }
  });

  it('follows local midnight, also where a clock was put forward', () => {
    const fromMs = new Date(2026, 2, 28, 12).getTime();
    for (const momentMs of timeTicks(fromMs, fromMs + 3 * 86_400_000, 3, 'local')) {
      expect(new Date(momentMs).getHours()).toBe(0);
    }
  });
});
