import { canonicalJson } from './canonical-json.js';

test.each([
  [null, 'null'],
  [{ b: 1, a: { d: [], c: '' } }, '{"a":{"c":"","d":[]},"b":1}'],
  [{ '\ufb33': 1, '😀': 2, '\r': 3, '1': 4, '\u20ac': 5 }, '{"\\r":3,"1":4,"€":5,"😀":2,"\ufb33":1}'],
  [[333333333.33333329, 1e30, 4.5, 2e-3, 1e-27, -0], '[333333333.3333333,1e+30,4.5,0.002,1e-27,0]'],
  [{ a: undefined, b: [undefined] }, '{"b":[null]}'],
  ['half \ud83d', '"half \ufffd"'],
  [{ ['__proto__']: 1 }, '{"__proto__":1}'],
])('%j has one form', (value, text) => {
  expect(canonicalJson(value)).toBe(text);
});

test('the order of members makes no difference', () => {
  expect(canonicalJson({ a: 1, b: { c: 2, d: 3 } })).toBe(canonicalJson({ b: { d: 3, c: 2 }, a: 1 }));
});
