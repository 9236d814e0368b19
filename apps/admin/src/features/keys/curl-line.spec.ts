import { WIRE_PROFILE_NAMES } from '@latchkey/vocabulary';
import { curlLine, KEY_PLACEHOLDER } from './curl-line';

const PAGE = { protocol: 'http:', host: 'localhost:3000', port: '3000' };

describe('the quick start speaks the wire profile of the API', () => {
  it.each([
    ['standard', 'Authorization: Bearer'],
    ['startmessaging', 'Authorization: Bearer'],
    ['messagesmart', 'X-API-Key:'],
    ['wastack', 'Authorization: Bearer'],
    ['waping', 'Authorization: Bearer'],
    ['whatomate', 'X-API-Key:'],
  ] as const)('%s', (wireProfile, header) =>
    expect(curlLine({ hostnames: [], wireProfile }, PAGE)).toContain(`-H '${header} ${KEY_PLACEHOLDER}'`),
  );

  it('knows every profile', () => {
    for (const wireProfile of WIRE_PROFILE_NAMES) {
      expect(curlLine({ hostnames: [], wireProfile }, PAGE)).toContain('http://localhost:3000/v1/devices');
    }
  });

  it('calls the API by its own host name', () =>
    expect(curlLine({ hostnames: ['api.example.com'], wireProfile: 'standard' }, { ...PAGE, port: '' })).toContain(
      'http://api.example.com/v1/devices',
    ));
});
