import { monthName } from './month-name';

it.each([
  ['2026-11', 'November 2026'],
  ['2026-13', '2026-13'],
  ['nonsense', 'nonsense'],
])('%s', (month, name) => expect(monthName(month)).toBe(name));
