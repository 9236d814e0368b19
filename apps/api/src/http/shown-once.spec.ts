import 'reflect-metadata';
import { contractSchemas, fieldsOf, fieldsShownOnce } from './contract-schemas.js';
import { withoutShown } from './shown-once.js';

test('every answer with a secret says which field it is, and so is stored without it', () => {
  const answers = Object.keys(contractSchemas()).filter((name) => !/Request$/.test(name));
  const secretive = answers.flatMap((name) =>
    fieldsOf(name)
      .filter(([field]) => /secret$|token$|password|^link$|codes$/i.test(field))
      .map(([field]) => ({ name, field })),
  );
  expect(secretive).toContainEqual({ name: 'IssuedKey', field: 'secret' });
  for (const { name, field } of secretive) {
    expect({ name, shownOnce: fieldsShownOnce(name) }).toEqual({ name, shownOnce: expect.arrayContaining([field]) });
  }
});

test('what a class refers to counts', () => {
  expect(fieldsShownOnce('IssuedKey')).toEqual(['secret']);
  expect(fieldsShownOnce('KeyPage')).toEqual([]);
});

test('a field is blanked in any envelope, with the time beside it, and nothing else changes', () => {
  const [at, key] = ['2026-01-01T00:00:00.000Z', { id: 'key_1', n: null }];
  const stored = { ...key, secret: null, secretShownAt: at };
  const answer = (one: object) => ({ success: true, data: one, keys: [[one]] });
  const text = JSON.stringify(answer({ ...key, secret: 'lk_live_x' }));
  expect(JSON.parse(withoutShown(text, ['secret'], at))).toEqual(answer(stored));
  const earlier = answer({ secret: null, secretShownAt: 'earlier' });
  expect(JSON.parse(withoutShown(JSON.stringify(earlier), ['secret'], at))).toEqual(earlier);
  expect(withoutShown('{ "secret": "kept" }', [], at)).toBe('{ "secret": "kept" }');
});

test('what callers call their metadata is stored as it is', () => {
  const text = JSON.stringify({ metadata: { secret: 'blue' } });
  expect(withoutShown(text, ['secret'], '2026-01-01T00:00:00.000Z')).toBe(text);
});
