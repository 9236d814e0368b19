import { newId } from './id.js';

const always = (value: number) => ({ bytes: (length: number) => new Uint8Array(length).fill(value) });

test('an id sorts by the time of its making', () => {
  const [earlier, later] = [newId('key', 1_000, always(31)), newId('key', 1_001, always(0))];
  expect(earlier).toMatch(/^key_[0-9a-z]{26}$/);
  expect(earlier < later).toBe(true);
});

test('of those that are made in one millisecond each sorts after the one before, whatever is drawn', () => {
  const drawn = [7, 3, 31, 0, 9, 30, 1];
  const ids = Array.from({ length: 200 }, (_, i) =>
    newId('aud', 2_000, { bytes: (length) => Uint8Array.from({ length }, (__, at) => drawn[(i + at) % 7] ?? 0) }),
  );
  expect(ids).toEqual([...new Set(ids)].sort());
});

test('kinds do not count on from each other', () => {
  newId('usr', 3_000, always(20));
  expect(newId('ses', 3_000, always(1))).toMatch(/1{16}$/);
});
