import type { Answer } from './http.js';

interface Writer {
  readonly output: string;
}

const ledgers = new Set<SecretLedger>();

/** Every secret that a server has given out, and everything that its processes have written since. */
export class SecretLedger {
  private readonly known = new Set<string>();
  private readonly writers = new Set<Writer>();

  constructor() {
    ledgers.add(this);
  }

  watch(writer: Writer): void {
    this.writers.add(writer);
  }

  add(secret: string): void {
    this.known.add(secret);
  }

  /** Keys and session tokens, by the names under which they are answered. */
  learnFrom({ text }: Answer): void {
    for (const [, secret] of text.matchAll(/"(?:secret|accessToken)":"([^"]+)"/g)) if (secret) this.known.add(secret);
  }

  get all(): readonly string[] {
    return [...this.known];
  }

  /** Those of the secrets that a text contains. Only how they begin, so that a failing test does not spread them. */
  foundIn(text: string): string[] {
    return this.all.filter((secret) => text.includes(secret)).map((secret) => `${secret.slice(0, 10)}…`);
  }

  get written(): string {
    return [...this.writers].map(({ output }) => output).join('\n');
  }
}

/** Holds for every spec, whatever it is about: what was answered once is not in the log. */
export function assertNothingLeaked(): void {
  for (const ledger of ledgers) {
    const leaked = ledger.foundIn(ledger.written);
    if (leaked.length > 0) throw new Error(`The server has written secrets: ${leaked.join(', ')}`);
  }
  ledgers.clear();
}
