import { readFile, writeFile } from 'node:fs/promises';
import { STATUS_CODES } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Answer } from '../http.js';
import type { Vendor } from './vendor.js';

const PAGES = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../../docs/profiles');

/** Headers that an answer is told with; the others are the same in every answer, or nobody's business. */
const TOLD = ['content-type', 'www-authenticate', 'allow', 'retry-after', 'idempotency-replayed'] as const;

export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly json?: object;
}

/**
 * The page of a vendor in docs/profiles: the very requests and answers of its conformance suite, in the order in which
 * that asked. With `UPDATE_DOCS=1` it is written; without, it has to be what it was.
 */
export class Recorder {
  private readonly parts: string[];
  private readonly placeholders = new Map<string, string>();

  constructor(
    private readonly name: string,
    title: string,
    remark = '',
  ) {
    this.parts = [
      `<!-- Written by the conformance suite: UPDATE_DOCS=1 npx nx e2e @latchkey/api-e2e. Do not edit. -->`,
      `# ${title}`,
      `What an API with the wire profile \`${name}\` is asked and answers.${remark && ` ${remark}`}`,
    ];
  }

  section(heading: string): void {
    this.parts.push(`## ${heading}`);
  }

  /** Has a text stand on the page for one that is another with every run. */
  hide(text: string, placeholder: string): void {
    this.placeholders.set(text, placeholder);
  }

  /** Sends a request just as it is shown, and notes it with its answer. */
  async ask(what: string, vendor: Vendor, { method, path: address, headers = {}, json }: Exchange): Promise<Answer> {
    const sent = { ...headers, ...(json && { 'Content-Type': 'application/json' }) };
    const text = json && JSON.stringify(json);
    const answer = await vendor.as().send(method, address, { headers: sent, ...(text && { text }) });
    for (const secret of vendor.server.secrets.all)
      this.hide(secret, `${/^[a-z]+_(?:live_|test_)?/.exec(secret)?.[0] ?? ''}…`);
    this.hide(vendor.host, `${vendor.api.slug}.localhost:3000`);
    const request = [`${method} ${address} HTTP/1.1`, `Host: ${vendor.host}`, ...linesOf(sent)];
    const response = [`HTTP/1.1 ${answer.status} ${STATUS_CODES[answer.status] ?? ''}`, ...linesOf(toldOf(answer))];
    this.parts.push(
      `**${what}**`,
      this.block([...request, ...(json ? ['', pretty(json)] : [])]),
      this.block([...response, ...(answer.text === '' ? [] : ['', pretty(answer.json())])]),
    );
    return answer;
  }

  /** @throws Error where the page has drifted from what the server answers */
  async settle(): Promise<void> {
    const file = path.join(PAGES, `${this.name}.md`);
    const page = `${this.parts.join('\n\n')}\n`;
    if (process.env['UPDATE_DOCS'] === '1') return writeFile(file, page);
    if ((await readFile(file, 'utf8')) !== page) {
      throw new Error(`docs/profiles/${this.name}.md has drifted from what is answered: run this with UPDATE_DOCS=1.`);
    }
  }

  private block(lines: readonly string[]): string {
    return `\`\`\`http\n${this.settled(lines.join('\n'))}\n\`\`\``;
  }

  /** Without what is another one with every run. */
  private settled(text: string): string {
    let stable = text;
    for (const [hidden, placeholder] of this.placeholders) stable = stable.replaceAll(hidden, placeholder);
    return (
      stable
        // Ids, and secrets that the vendor's words hide from the ledger.
        .replace(/\b([a-z]+_(?:live_|test_)?)[0-9A-Za-z]{20,}\b/g, '$1…')
        .replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, '2026-01-31T12:00:00.000Z')
        .replace(/("(?:start|last4|key_prefix|nextCursor)": ")[^"]+"/g, '$1…"')
        .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '3f2b6c1e-8f4a-4b7e-9d2c-5a6b7c8d9e0f')
        // The end of a minute, a day or a month; a second is a second.
        .replace(/((?:"retry_after"|retry-after): )(?!1\b)\d+/gi, '$143200')
    );
  }
}

const pretty = (json: object): string => JSON.stringify(json, null, 2);

const linesOf = (headers: Readonly<Record<string, string>>): string[] =>
  Object.entries(headers).map(([name, value]) => `${name}: ${value}`);

const toldOf = ({ headers }: Answer): Record<string, string> =>
  Object.fromEntries(
    TOLD.flatMap((name) => {
      const value = headers[name];
      const title = name.replace(/(^|-)[a-z]/g, (letter) => letter.toUpperCase()).replace('Www', 'WWW');
      return typeof value === 'string' ? [[title, value]] : [];
    }),
  );
