import type { AuditSeal } from '@latchkey/domain';

/** @param makeSeal a seal with the master secret that is given */
export function auditSealContract(makeSeal: (masterSecret: string) => AuditSeal): void {
  describe('audit seal', () => {
    const seal = makeSeal('a master secret of thirty-two or more');

    it('is the same for the same text, also after a restart', () => {
      const code = seal.seal('Ölig 🛢️');
      expect(code).toMatch(/^[0-9a-f]{64}$/);
      expect(makeSeal('a master secret of thirty-two or more').seal('Ölig 🛢️')).toBe(code);
    });

    it('is another for another text, and under another master secret', () => {
      const codes = [seal.seal('one'), seal.seal('two'), makeSeal('another secret of thirty-two or more').seal('one')];
      expect(new Set(codes).size).toBe(3);
    });
  });
}
