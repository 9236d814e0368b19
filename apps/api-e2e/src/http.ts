import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';

export interface Ask {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly text?: string;
}

export class Answer {
  constructor(
    readonly status: number,
    readonly headers: IncomingHttpHeaders,
    readonly text: string,
  ) {}

  json<T = Record<string, unknown>>(): T {
    return JSON.parse(this.text) as T;
  }

  /** The body of an answer that has to have this status; any other is an error that shows it. */
  expect<T>(status: number): T {
    if (this.status !== status) throw new Error(`Expected ${status}, but was answered ${this.status}: ${this.text}`);
    return (this.text === '' ? undefined : JSON.parse(this.text)) as T;
  }
}

export interface HttpOptions {
  readonly port: number;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Sees every answer. */
  readonly onAnswer?: (answer: Answer) => void;
}

const ANSWER_TIMEOUT_MS = 30_000;

/** A client that can say anything which `fetch` would not: `Host`, `Origin`, `Cookie`, a body with GET. */
export class Http {
  private readonly agent = new Agent({ keepAlive: true });

  constructor(private readonly options: HttpOptions) {}

  get port(): number {
    return this.options.port;
  }

  /** The same server, asked with more headers. */
  with(headers: Readonly<Record<string, string>>): Http {
    return new Http({ ...this.options, headers: { ...this.options.headers, ...headers } });
  }

  /** As the same caller, where the server came back on another port. */
  to(port: number): Http {
    return new Http({ ...this.options, port });
  }

  bearer(credential: string): Http {
    return this.with({ authorization: `Bearer ${credential}` });
  }

  get(path: string, ask?: Ask): Promise<Answer> {
    return this.send('GET', path, ask);
  }

  post(path: string, json?: unknown, ask?: Ask): Promise<Answer> {
    return this.send('POST', path, { ...ask, ...(json !== undefined && { json }) });
  }

  patch(path: string, json: unknown, ask?: Ask): Promise<Answer> {
    return this.send('PATCH', path, { ...ask, json });
  }

  send(method: string, path: string, { headers, json, text }: Ask = {}): Promise<Answer> {
    const body = json === undefined ? text : JSON.stringify(json);
    const all: Record<string, string> = {
      ...(json !== undefined && { 'content-type': 'application/json' }),
      ...(body !== undefined && { 'content-length': String(Buffer.byteLength(body)) }),
      ...this.options.headers,
      ...headers,
    };
    return new Promise((resolve, reject) => {
      const { port } = this.options;
      const asked = request({ host: '127.0.0.1', port, method, path, headers: all, agent: this.agent });
      asked.setTimeout(ANSWER_TIMEOUT_MS, () => asked.destroy(new Error(`${method} ${path}: no answer`)));
      asked.once('error', reject);
      asked.once('response', (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => {
          const answer = new Answer(response.statusCode ?? 0, response.headers, Buffer.concat(chunks).toString('utf8'));
          this.options.onAnswer?.(answer);
          resolve(answer);
        });
      });
      asked.end(body);
    });
  }

  /** Bytes as they are, for what no client library sends. The head must ask for `Connection: close`. */
  raw(bytes: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const socket = connect(this.options.port, '127.0.0.1');
      const chunks: Buffer[] = [];
      socket.setTimeout(ANSWER_TIMEOUT_MS, () => socket.destroy(new Error('raw request: no answer')));
      socket.once('error', reject);
      socket.on('data', (chunk) => chunks.push(chunk));
      socket.once('end', () => resolve(parseAnswer(Buffer.concat(chunks).toString('utf8'))));
      socket.end(bytes);
    });
  }
}

function parseAnswer(text: string): Answer {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return new Answer(Number(statusLine.split(' ')[1]), headers, rest.join('\r\n\r\n'));
}
