import { slugOf } from './slug';

describe('a name suggests an identifier that the server takes', () => {
  it.each([
    ['Start Messaging', 'start-messaging'],
    ['  Café — Zürich! ', 'cafe-zurich'],
    ['🚀', ''],
    ['a'.repeat(39) + ' b', 'a'.repeat(39)],
  ])('%s', (name, slug) => expect(slugOf(name)).toBe(slug));
});
