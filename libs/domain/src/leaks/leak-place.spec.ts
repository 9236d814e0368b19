import { leakPlace } from './leak-place.js';

const TOKEN = 'lk_live_0123456789ABCDEFGHIJ';
const FILE = 'https://github.com/octocat/hello/blob/main/config.env';
const urlOf = (url: unknown): string | null => leakPlace('commit', url, TOKEN).url;

test('a place is shown as it is named, without credentials, query and fragment', () => {
  expect(leakPlace('Gist_content', FILE, TOKEN)).toMatchObject({ source: 'gist_content', url: FILE });
  expect(urlOf(`https://user:password@github.com/octocat?a=b#L5`)).toBe('https://github.com/octocat');
});

test.each([
  ['in its path', `https://github.com/o/r/${TOKEN}.env`],
  ['in its path, escaped', `https://github.com/o/r/${TOKEN.replaceAll('_', '%5f')}`],
  ['in its path, in other letters', `https://github.com/o/r/${TOKEN.toLowerCase()}`],
  ['in what cannot be read', `https://github.com/%zz/${TOKEN}`],
  ['in its query', `https://github.com/?x=${TOKEN}`],
])('of an address that has the token %s the host is left', (_, url) => {
  expect(urlOf(url)).toBe(new URL(url).search ? 'https://github.com/' : 'https://github.com');
});

test.each([
  ['no address', 'not an address'],
  ['nothing', ''],
  ['no text', 42],
  ['no page', 'javascript:alert(1)'],
  ['a file', 'file:///etc/passwd'],
  ['a host that is the token', `https://${TOKEN}.example.com/`],
])('%s is not shown', (_, url) => expect(urlOf(url)).toBeNull());

test('what is shown has bounds', () => {
  expect(urlOf(`https://github.com/${'x'.repeat(5_000)}`)).toHaveLength(300);
  for (const source of ['x'.repeat(41), 'a place', '', null, ['commit'], TOKEN])
    expect(leakPlace(source, FILE, TOKEN).source).toBe('unknown');
});

test('each place has an id of its own, also where the same is shown of two', () => {
  const places = [FILE, `${FILE}#L1`, `https://github.com/1/${TOKEN}`, `https://github.com/2/${TOKEN}`, ''];
  const ids = places.map((url) => leakPlace('commit', url, TOKEN).id);
  expect(new Set([...ids, leakPlace('npm', FILE, TOKEN).id]).size).toBe(places.length + 1);
  expect(leakPlace('commit', FILE, TOKEN).id).toBe(ids[0]);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{64}$/);
});
