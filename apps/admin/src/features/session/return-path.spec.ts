import { loginPathFor, returnPathOf } from './return-path';

const ORIGIN = 'http://localhost:3000';

describe('signing in leads back, and nowhere else', () => {
  it.each([
    ['/w/ws_1/settings/api-keys?state=active', '/w/ws_1/settings/api-keys?state=active'],
    [null, '/'],
    ['//evil.example/x', '/'],
    ['/\\evil.example', '/'],
    ['/.//evil.example', '/'],
    ['/%2e//evil.example', '/'],
    [`${ORIGIN}//evil.example`, '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['/login?returnTo=/login', '/'],
  ])('%s', (text, path) => expect(returnPathOf(text, ORIGIN)).toBe(path));

  it('keeps the address short where there is nothing to come back to', () => {
    expect(loginPathFor('/')).toBe('/login');
    expect(loginPathFor('/w/1?q=a')).toBe('/login?returnTo=%2Fw%2F1%3Fq%3Da');
  });
});
