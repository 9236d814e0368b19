import { containsWholeKey, refuseWholeKey, wholeKeyIn } from './paste-guard';

const LATCHKEY = `lk_live_${'a1B2c3D4e5'.repeat(3)}0Kx9Zq`;

describe('a whole key is recognised before it is sent anywhere', () => {
  it.each([
    ['Latchkey', LATCHKEY],
    ['StartMessaging', LATCHKEY.replace('lk_live', 'sm_test')],
    ['MessageSmart', 'ms_live_0123456789abcdefghij'],
    ['WAStack', LATCHKEY.replace('lk_', 'wa_')],
    ['WAPing', LATCHKEY.replace('lk_', 'wap_')],
    ['Whatomate', `whm_${'0123456789abcdef'.repeat(2)}`],
    ['in the middle of a header', `Authorization: Bearer ${LATCHKEY} `],
    ['in a line of an .env file', `API_KEY="${LATCHKEY}"`],
  ])('%s', (_name, text) => expect(containsWholeKey(text)).toBe(true));

  it.each([
    ['a visible start', 'lk_live_a1B2c3'],
    ['the visible start of Whatomate', 'whm_01234567'],
    ['one character short', 'ms_live_0123456789abcdefghi'],
    ['a label', 'billing service (live)'],
    ['nothing', ''],
  ])('but not %s', (_name, text) => expect(containsWholeKey(text)).toBe(false));

  it('is told from what stands around it', () => {
    expect(wholeKeyIn(`export API_KEY="${LATCHKEY}" # leaked`)).toBe(LATCHKEY);
    expect(wholeKeyIn('API_KEY=')).toBeNull();
  });

  it('says why a label may not hold one', () => {
    expect(refuseWholeKey('billing')).toBe(true);
    expect(refuseWholeKey(LATCHKEY)).toContain('whole API key');
  });
});
