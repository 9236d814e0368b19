import { appendFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer } from './http.js';
import { secretsIn } from './shown-once.js';

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

  learnFrom({ headers, text }: Answer): void {
    // HEAD is told of the type of what it is spared.
    const hasJson = text !== '' && /json/.test(headers['content-type'] ?? '');
    if (hasJson) for (const secret of secretsIn(text)) this.known.add(secret);
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

/** Holds for every spec file, whatever it is about: what was answered once is not in the log. */
export function assertNothingLeaked(): void {
  for (const ledger of ledgers) {
    const leaked = ledger.foundIn(ledger.written);
    if (leaked.length > 0) throw new Error(`The server has written secrets: ${leaked.join(', ')}`);
  }
}

/** For the end of the run, when everything is looked for in everything. */
export function leaveToRun(writers: Iterable<Writer>): void {
  const run = process.env['LATCHKEY_E2E_RUN'];
  if (run === undefined) throw new Error('The run was begun without its global set-up.');
  const leave = (ending: string, texts: readonly string[]): void =>
    appendFileSync(path.join(run, `${process.pid}.${ending}`), texts.map((text) => `${text}\n`).join(''));
  leave(
    'secrets',
    [...ledgers].flatMap(({ all }) => all),
  );
  leave(
    'log',
    [...writers].map(({ output }) => output),
  );
}
