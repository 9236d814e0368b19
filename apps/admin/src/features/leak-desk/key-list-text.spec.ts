import { readKeyList } from './key-list-text';

const WHOLE = `lk_live_${'a1B2c3D4e5'.repeat(3)}0Kx9Zq`;
const ID = 'key_01jcyt4kq2m8v6w3x5z7a9b0c1';
const FINGERPRINT = 'ab'.repeat(32);
const hash = (key: string) => Promise.resolve(`hash of ${key.length}`);

describe('a list of leaked keys', () => {
  it('holds whole keys, ids and fingerprints, one a line, each by the line it stood on', async () => {
    const text = `API_KEY=${WHOLE}\n\n  ${ID}\r\n${FINGERPRINT.toUpperCase()}`;
    expect(await readKeyList(text, hash)).toEqual({
      keys: [
        { line: 1, by: 'sha256', value: `hash of ${WHOLE.length}` },
        { line: 3, by: 'keyId', value: ID },
        { line: 4, by: 'sha256', value: FINGERPRINT },
      ],
      unreadable: [],
    });
  });

  it('counts once what stands there twice', async () => {
    const { keys } = await readKeyList(`${ID}\n${ID}\n${FINGERPRINT}\n${FINGERPRINT.toUpperCase()}`, hash);
    expect(keys.map(({ line }) => line)).toEqual([1, 3]);
  });

  it('names the lines that no key can be found by', async () => {
    const { keys, unreadable } = await readKeyList(`found these:\nlk_live_a1B2\n${ID}`, hash);
    expect([keys.length, unreadable]).toEqual([1, [1, 2]]);
  });

  it('takes no whole key where it cannot be hashed', async () => {
    const { keys, unreadable } = await readKeyList(`${WHOLE}\n${FINGERPRINT}`, null);
    expect([keys.map(({ value }) => value), unreadable]).toEqual([[FINGERPRINT], [1]]);
  });
});
