import { createHmac } from 'node:crypto';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Answer, Http } from './http.js';

/** How Meta takes a message: well, with an error of its own, or not at all. */
export type Behaviour = 'accept' | 'hang' | 'cut' | { readonly status: number; readonly code?: number };

export interface SentToMeta {
  readonly to: string;
  readonly text: { readonly body: string };
  readonly biz_opaque_callback_data: string;
}

export const APP_SECRET = 'the secret of the Meta app';
export const VERIFY_TOKEN = 'the token that Meta shows';

/** Speaks the Graph API's documented answers on loopback. Tokens other than `goodToken` are expired ones. */
export class MetaStandIn {
  goodToken = 'EAAB-good';
  readonly sent: SentToMeta[] = [];
  /** By recipient, one after the other; whoever has none left is sent to. */
  private readonly behaviours = new Map<string, Behaviour[]>();
  private count = 0;

  private constructor(private readonly server: Server) {}

  static async open(): Promise<MetaStandIn> {
    const server = createServer((request, response) => {
      let body = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      request.on('end', () => standIn.answer(request.headers.authorization, request.method, body, response));
    });
    const standIn = new MetaStandIn(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return standIn;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/v23.0`;
  }

  /** What a server needs to speak with it. */
  get environment() {
    return {
      WHATSAPP_CLOUD_URL: this.url,
      WHATSAPP_CLOUD_APP_SECRET: APP_SECRET,
      WHATSAPP_CLOUD_VERIFY_TOKEN: VERIFY_TOKEN,
    };
  }

  meets(to: string, ...behaviours: Behaviour[]): void {
    this.behaviours.set(to, behaviours);
  }

  sentTo(to: string): SentToMeta[] {
    return this.sent.filter((message) => message.to === to);
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private answer(authorization: string | undefined, method: string | undefined, body: string, to: ServerResponse) {
    if (authorization !== `Bearer ${this.goodToken}`) return fail(to, 401, 190);
    if (method === 'GET') return answer(to, 200, { id: '106540352242922' });
    const message = JSON.parse(body) as SentToMeta;
    this.sent.push(message);
    const behaviour = this.behaviours.get(message.to)?.shift() ?? 'accept';
    if (behaviour === 'hang') return;
    if (behaviour === 'cut') return void to.destroy();
    if (behaviour !== 'accept') return fail(to, behaviour.status, behaviour.code);
    answer(to, 200, { messaging_product: 'whatsapp', messages: [{ id: `wamid.${++this.count}` }] });
  }
}

const answer = (response: ServerResponse, status: number, body: object): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const fail = (response: ServerResponse, status: number, code?: number): void =>
  code === undefined
    ? void response.writeHead(status).end('<html>')
    : answer(response, status, { error: { message: `(#${code}) No`, type: 'OAuthException', code, fbtrace_id: 'A' } });

/** What Meta tells later on, signed as Meta signs it. */
export function tell(server: Http, statuses: readonly object[], secret = APP_SECRET): Promise<Answer> {
  const value = { messaging_product: 'whatsapp', metadata: { phone_number_id: '106540352242922' }, statuses };
  const text = JSON.stringify({
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ value, field: 'messages' }] }],
  });
  const signature = `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`;
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
  return server.send('POST', '/v1/providers/whatsapp-cloud', { text, headers });
}
