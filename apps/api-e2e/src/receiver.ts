import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { until } from './until.js';

export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly id: string;
}

const TAKES: RequestListener = (_request, response) => void response.writeHead(204).end();

/** Somebody's server on loopback, which notes what it is told. What it answers is for a test to say. */
export class Receiver {
  readonly received: Received[] = [];
  answer: RequestListener = TAKES;
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    readonly port: number,
  ) {}

  static async start(port = 0): Promise<Receiver> {
    const server = createServer();
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
    server.unref();
    const receiver = new Receiver(server, (server.address() as AddressInfo).port);
    server.on('connection', (socket) => {
      receiver.sockets.add(socket.unref());
      socket.on('error', () => undefined).once('close', () => receiver.sockets.delete(socket));
    });
    server.on('request', (request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { headers } = request;
        receiver.received.push({ headers, body: Buffer.concat(chunks).toString(), id: String(headers['webhook-id']) });
        receiver.answer(request, response);
      });
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}/hook`;
  }

  /** Takes everything from now on. */
  takes(): void {
    this.answer = TAKES;
  }

  ids(): readonly string[] {
    return this.received.map(({ id }) => id);
  }

  /** Resolves when all of these have arrived. */
  async hears(ids: readonly string[], patienceMs?: number): Promise<void> {
    const isThere = (): boolean => ids.every((id) => this.received.some((each) => each.id === id));
    await until(`${ids.length} events have arrived`, isThere, patienceMs);
  }

  async stop(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
