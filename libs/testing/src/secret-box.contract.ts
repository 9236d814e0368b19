import { SealBrokenError, type SecretBox } from '@latchkey/domain';

/** @param makeBox a box with the master secret that is given */
export function secretBoxContract(makeBox: (masterSecret: string) => SecretBox): void {
  describe('secret box', () => {
    const box = makeBox('a master secret of thirty-two or more');

    it.each(['', 'whsec_example', 'Ölig 🛢️', 'x'.repeat(10_000)])('opens what it sealed', (text) => {
      expect(box.open(box.seal(text, 'whe_1'), 'whe_1')).toBe(text);
    });

    it('seals the same text differently each time, and shows nothing of it', () => {
      const [one, other] = [box.seal('whsec_example', 'whe_1'), box.seal('whsec_example', 'whe_1')];
      expect(one).not.toBe(other);
      expect(Buffer.from(one, 'base64url').includes('whsec')).toBe(false);
    });

    it('opens in no other context, under no other master secret, and after no change', () => {
      const sealed = box.seal('whsec_example', 'whe_1');
      expect(() => box.open(sealed, 'whe_2')).toThrow(SealBrokenError);
      expect(() => makeBox('another secret of thirty-two or more').open(sealed, 'whe_1')).toThrow(SealBrokenError);
      for (let i = 0; i < sealed.length; i++) {
        const changed = sealed.slice(0, i) + (sealed[i] === 'A' ? 'B' : 'A') + sealed.slice(i + 1);
        const opened = (): string => box.open(changed, 'whe_1');
        if (!Buffer.from(changed, 'base64url').equals(Buffer.from(sealed, 'base64url')))
          expect(opened).toThrow(SealBrokenError);
      }
      for (const broken of ['', 'x', sealed.slice(0, 20)])
        expect(() => box.open(broken, 'whe_1')).toThrow(SealBrokenError);
    });
  });
}
