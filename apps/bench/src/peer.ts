/** A server that runs, and the request that is to be measured. */
export interface Peer {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
  readonly request: Request;
}

export interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Sent as JSON; `null`: none. */
  readonly body: object | null;
  /** What a good answer contains. */
  readonly expects: string;
}

/** As it goes over the wire. */
export function bytesOf({ method, path, headers, body }: Request): string {
  const text = body === null ? '' : JSON.stringify(body);
  const all = {
    host: 'localhost',
    ...(body !== null && { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
    ...headers,
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${text}`;
}

/** One request by other means than the load's, so that nothing is measured that does not do what it should. */
export async function assertAnswers({ name, port, request }: Peer): Promise<void> {
  const { method, path, headers, body, expects } = request;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, {
    method,
    headers: { ...headers, ...(body !== null && { 'content-type': 'application/json' }) },
    body: body === null ? null : JSON.stringify(body),
  });
  const text = await response.text();
  if (response.status !== 200 || !text.includes(expects)) {
    throw new Error(`${name} answered ${response.status} without ${expects}: ${text.slice(0, 500)}`);
  }
}
