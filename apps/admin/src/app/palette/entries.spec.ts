import { KeyRound } from 'lucide-react';
import { type Entry, fits, offered } from './entries';

describe('an entry fits what was typed', () => {
  it.each([
    ['', true],
    ['leak', true],
    ['DESK leak', true],
    ['support', true],
    ['leak deck', false],
  ])('%j: %s', (text, fitting) => expect(fits(text, { title: 'Leak desk', second: 'Support' })).toBe(fitting));
});

it('a group with nothing in it is not named', () => {
  const entry: Entry = { id: 'a', title: 'A', Icon: KeyRound, run: () => undefined };
  const groups = [
    { value: 'Keys', items: [] },
    { value: 'Screens', items: [entry] },
  ];
  expect(offered(groups).map(({ value }) => value)).toEqual(['Screens']);
});
