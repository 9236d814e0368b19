import { envLine } from './env-file';

describe('the .env file has one line that a shell takes', () => {
  it.each([
    ['start-messaging', 'START_MESSAGING_API_KEY=s\n'],
    ['acme', 'ACME_API_KEY=s\n'],
    ['9lives', 'API_KEY=s\n'],
  ])('%s', (slug, line) => expect(envLine(slug, 's')).toBe(line));
});
