import type { PasswordHasher } from '@latchkey/domain';

export function passwordHasherContract(makeHasher: () => PasswordHasher): void {
  describe('password hasher', () => {
    const hasher = makeHasher();
    const password = 'correct horse 🐴 battery';

    it('knows a password again, and no other', async () => {
      const hash = await hasher.hash(password);
      expect(await hasher.verify(hash, password)).toBe(true);
      for (const wrong of [`${password} `, password.toUpperCase(), password.slice(0, -1), '']) {
        expect(await hasher.verify(hash, wrong)).toBe(false);
      }
    });

    it('salts: the same password twice gives two hashes, and neither holds it', async () => {
      const [one, two] = await Promise.all([hasher.hash(password), hasher.hash(password)]);
      expect(one).not.toBe(two);
      expect(one).not.toContain('horse');
    });

    it('heeds the end of a long password', async () => {
      const long = 'x'.repeat(200);
      const hash = await hasher.hash(`${long}a`);
      expect(await hasher.verify(hash, `${long}b`)).toBe(false);
    });

    it('says no where there is no account', async () => {
      expect(await hasher.verify(null, password)).toBe(false);
      expect(await hasher.verify(null, '')).toBe(false);
    });

    it('keeps up with many at once', async () => {
      const hash = await hasher.hash(password);
      const answers = await Promise.all(
        Array.from({ length: 12 }, (_, i) => hasher.verify(i % 3 === 0 ? null : hash, i % 2 === 0 ? password : 'no')),
      );
      expect(answers).toEqual(Array.from({ length: 12 }, (_, i) => i % 3 !== 0 && i % 2 === 0));
    });
  });
}
