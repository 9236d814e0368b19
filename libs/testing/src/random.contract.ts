import type { Random } from '@latchkey/domain';

export function randomContract(makeRandom: () => Random): void {
  describe('random', () => {
    it.each([0, 1, 16, 31, 32, 33, 1_000])('gives %d bytes when asked for them', (count) => {
      const bytes = makeRandom().bytes(count);
      expect(bytes).toBeInstanceOf(Uint8Array);
      expect(bytes).toHaveLength(count);
    });

    it('does not repeat itself', () => {
      const random = makeRandom();
      const draws = Array.from({ length: 1_000 }, () => Buffer.from(random.bytes(16)).toString('hex'));
      expect(new Set(draws).size).toBe(1_000);
    });

    it('reaches every value of a byte about equally often', () => {
      const counts = new Array<number>(256).fill(0);
      for (const byte of makeRandom().bytes(256 * 256)) counts[byte]!++;
      // 256 expected, standard deviation 16: eight of them in either direction do not happen.
      expect(Math.min(...counts)).toBeGreaterThan(128);
      expect(Math.max(...counts)).toBeLessThan(384);
    });

    it('hands out bytes that the receiver may overwrite', () => {
      const random = makeRandom();
      const first = random.bytes(32);
      const copy = Uint8Array.from(first);
      random.bytes(32).fill(0);
      expect(first).toEqual(copy);
    });
  });
}
