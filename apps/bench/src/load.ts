import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import type { LoadOrder, LoadResult } from './measure.js';

/*
 * The load, a process of its own. It is small because it has to be faster than what it measures: autocannon fills its
 * core before a bare server fills the other one. Each connection asks again when it has been answered.
 */

const { port, request, connections, warmUpMs, durationMs } = JSON.parse(await text(process.stdin)) as LoadOrder;
const bytes = Buffer.from(request, 'latin1');

let answered = 0;
let errors = 0;

class Connection {
  private readonly socket: Socket;
  /** Bytes of an answer that is not complete. */
  private rest = '';

  constructor() {
    this.socket = connect({ port, host: '127.0.0.1', noDelay: true });
    this.socket.setEncoding('latin1');
    this.socket.on('connect', () => this.socket.write(bytes));
    this.socket.on('data', (chunk: unknown) => this.read(String(chunk)));
    this.socket.on('error', () => errors++);
    this.socket.on('close', () => errors++);
  }

  end(): void {
    this.socket.removeAllListeners('close');
    this.socket.destroy();
  }

  private read(chunk: string): void {
    const answer = this.rest === '' ? chunk : this.rest + chunk;
    const length = lengthOf(answer);
    if (length === null || answer.length < length) {
      this.rest = answer;
      return;
    }
    this.rest = answer.slice(length);
    answered++;
    if (!answer.startsWith('HTTP/1.1 200 ')) errors++;
    this.socket.write(bytes);
  }
}

/** Of head and body together; `null` while the head is not complete. All peers say the length of what they answer. */
function lengthOf(answer: string): number | null {
  const headEnd = answer.indexOf('\r\n\r\n');
  if (headEnd < 0) return null;
  const [, length] = /\r\ncontent-length: *(\d+)/i.exec(answer.slice(0, headEnd)) ?? [];
  if (length === undefined) throw new Error('An answer did not say its length.');
  return headEnd + 4 + Number(length);
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

const all = Array.from({ length: connections }, () => new Connection());
await pause(warmUpMs);
const before = { answered, atMs: performance.now(), processor: process.cpuUsage() };
process.stdout.write('measuring\n');
await pause(durationMs);
const seconds = (performance.now() - before.atMs) / 1000;
const { user, system } = process.cpuUsage(before.processor);
const result: LoadResult = {
  perSecond: (answered - before.answered) / seconds,
  errors,
  processorShare: (user + system) / 1e6 / seconds,
};
process.stdout.write(`${JSON.stringify(result)}\n`);
for (const connection of all) connection.end();
