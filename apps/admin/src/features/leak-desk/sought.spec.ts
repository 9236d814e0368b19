import { soughtBy } from './sought';

const FINGERPRINT = 'AB'.repeat(32);

describe('what may be typed without harm says by itself what it is', () => {
  it.each([
    [' key_01jcyt4kq2m8v6w3x5z7a9b0c1 ', { keyId: 'key_01jcyt4kq2m8v6w3x5z7a9b0c1' }],
    [FINGERPRINT, { sha256: FINGERPRINT.toLowerCase() }],
    ['lk_live_a1B2', { start: 'lk_live_a1B2' }],
    ['key_01jcyt4kq2m8', { start: 'key_01jcyt4kq2m8' }],
  ])('%s', (typed, sought) => expect(soughtBy(typed)).toEqual(sought));

  it.each([[''], ['lk_live_a1B'], ['lk_live_a1B2c3D4e5f6g'], ['two words here']])(
    'and what is wrong with “%s”',
    (typed) => expect(soughtBy(typed)).toContain('first 12 to 20 characters'),
  );
});
