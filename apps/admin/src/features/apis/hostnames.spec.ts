import { hostnamesOf, hostnamesText } from './hostnames';

describe('host names are taken as people write them', () => {
  it.each([
    ['api.example.com\n API.example.org \n\n', ['api.example.com', 'api.example.org']],
    ['a.example, b.example,a.example', ['a.example', 'b.example']],
    ['  ', []],
  ])('%j', (text, names) => expect(hostnamesOf(text)).toEqual(names));

  it('and come back one a line', () => expect(hostnamesOf(hostnamesText(['a', 'b']))).toEqual(['a', 'b']));
});
