import { setMaxListeners } from 'node:events';
import { type ClientRequest, type IncomingMessage, request as httpRequest } from 'node:http';
import type { WebhookAnswer, WebhookRequest, WebhookSender, WebhookTarget, WebhookTargets } from '@latchkey/domain';
import type { WebhookAttemptError } from '@latchkey/vocabulary';
import { type ConnectTo, connectTo } from './webhook-connection.js';
import { type ResolveName, resolveName } from './webhook-names.js';

/** From the look-up of the name to the status line. */
const ATTEMPT_TIMEOUT_MS = 15_000;

/** What is read of an answer's body, and for how long, so that the receiver can finish writing; then it is cut off. */
const BODY_BYTES_MAX = 16 * 1024;
const BODY_TIMEOUT_MS = 1_000;

export interface HttpWebhookSenderOptions {
  readonly targets: WebhookTargets;
  readonly resolve?: ResolveName;
  readonly connect?: ConnectTo;
  readonly timeoutMs?: number;
}

const unanswered = (error: WebhookAttemptError): WebhookAnswer => ({ kind: 'unanswered', error });

/**
 * A connection of its own for each attempt, to an address that was checked after the name was resolved. No proxy of the
 * environment is used, no redirect is followed.
 *
 * The status line decides: a receiver that has sent 2xx has taken the event, whatever becomes of the rest of its answer.
 */
export class HttpWebhookSender implements WebhookSender {
  private readonly targets: WebhookTargets;
  private readonly resolve: ResolveName;
  private readonly connect: ConnectTo;
  private readonly timeoutMs: number;

  constructor(options: HttpWebhookSenderOptions) {
    this.targets = options.targets;
    this.resolve = options.resolve ?? resolveName;
    this.connect = options.connect ?? connectTo;
    this.timeoutMs = options.timeoutMs ?? ATTEMPT_TIMEOUT_MS;
  }

  async send(request: WebhookRequest, stopping: AbortSignal): Promise<WebhookAnswer> {
    stopping.throwIfAborted();
    // Not `AbortSignal.any`, which some versions of Node keep in memory for as long as its oldest signal lives.
    const end = new AbortController();
    const abort = (): void => end.abort();
    const timer = setTimeout(abort, this.timeoutMs);
    setMaxListeners(0, stopping);
    stopping.addEventListener('abort', abort, { once: true });
    try {
      const answer = await this.attempt(request, end.signal);
      if (answer.kind === 'answered') return answer;
      stopping.throwIfAborted();
      return end.signal.aborted ? unanswered('timed_out') : answer;
    } finally {
      clearTimeout(timer);
      stopping.removeEventListener('abort', abort);
    }
  }

  private async attempt(request: WebhookRequest, signal: AbortSignal): Promise<WebhookAnswer> {
    const target = this.targets.read(request.url);
    if (target === null) return unanswered('target_forbidden');
    let addresses: readonly string[];
    try {
      addresses = target.addresses ?? (await aborting(this.resolve(target.host, signal), signal));
    } catch {
      return unanswered('name_unresolved');
    }
    if (!this.targets.mayReach(target, addresses)) return unanswered('target_forbidden');
    return this.exchange(request, target, addresses, signal);
  }

  private exchange(
    { headers, body }: WebhookRequest,
    target: WebhookTarget,
    addresses: readonly string[],
    signal: AbortSignal,
  ): Promise<WebhookAnswer> {
    return new Promise((resolve) => {
      let isHandshake = false;
      const open = () => {
        const socket = this.connect(target, addresses);
        if (target.isTls) {
          socket.once('connect', () => (isHandshake = true));
          socket.once('secureConnect', () => (isHandshake = false));
        }
        return socket;
      };
      const request = httpRequest({
        method: 'POST',
        path: target.url.pathname + target.url.search,
        headers: { ...headers, host: target.url.host, 'content-length': Buffer.byteLength(body), connection: 'close' },
        // Without an agent: one would connect by itself, to wherever the name leads.
        createConnection: open,
        signal,
      });
      let hasAnswer = false;
      request.once('response', (response) => {
        hasAnswer = true;
        const { statusCode = 0, headers: answered } = response;
        const retryAfter = answered['retry-after'] ?? null;
        drain(request, response, () => resolve({ kind: 'answered', statusCode, retryAfter }));
      });
      const fail = (word: WebhookAttemptError): void => {
        if (!hasAnswer) resolve(unanswered(word));
      };
      request.on('error', (error) => fail(wordFor(error, isHandshake)));
      // Also where it ends without a word, as after a change of protocol.
      request.once('close', () => fail('connection_failed'));
      request.end(body);
    });
  }
}

/** Lets the answer end, within bounds; how it ends does not matter any more. */
function drain(request: ClientRequest, response: IncomingMessage, done: () => void): void {
  let bytes = 0;
  const finish = (): void => {
    clearTimeout(timer);
    done();
    request.destroy();
  };
  const timer = setTimeout(finish, BODY_TIMEOUT_MS);
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > BODY_BYTES_MAX) finish();
  });
  response.once('error', finish);
  response.once('close', finish);
}

function wordFor(error: NodeJS.ErrnoException, isHandshake: boolean): WebhookAttemptError {
  if (error.code?.startsWith('HPE_')) return 'answer_unreadable';
  return isHandshake ? 'tls_failed' : 'connection_failed';
}

/** Rejects as soon as the signal says so, whatever the work does. */
function aborting<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(new Error('Broken off.'));
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}
