import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import type { RequestListener } from 'node:http';
import type { Answer, Http } from './http.js';
import { Receiver } from './receiver.js';

export interface FindJson {
  readonly token: string;
  readonly type?: string;
  readonly url?: string;
  readonly source?: string;
}

/** One of GitHub's pairs of keys, named as GitHub names them. */
export interface SigningKey {
  readonly identifier: string;
  readonly pem: string;
  readonly privateKey: KeyObject | null;
}

export function newSigningKey(): SigningKey {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  return { ...published(publicKey.export({ format: 'pem', type: 'spki' }) as string), privateKey };
}

export const published = (pem: string): SigningKey => ({
  identifier: createHash('sha256').update(pem).digest('hex'),
  pem,
  privateKey: null,
});

/** GitHub on loopback: publishes its keys, and signs what it tells. */
export class GithubStandIn {
  keys: readonly SigningKey[];

  private constructor(private readonly receiver: Receiver) {
    this.keys = [newSigningKey()];
    this.recovers();
  }

  static async start(): Promise<GithubStandIn> {
    return new GithubStandIn(await Receiver.start());
  }

  get url(): string {
    return this.receiver.url;
  }

  /** How often its keys were asked for. */
  get fetches(): number {
    return this.receiver.received.length;
  }

  /** The conditions of the requests for its keys. */
  get conditions(): readonly (string | undefined)[] {
    return this.receiver.received.map(({ headers }) => headers['if-none-match']);
  }

  answers(answer: RequestListener): void {
    this.receiver.answer = answer;
  }

  recovers(): void {
    this.answers((request, response) => {
      const list = this.keys.map(({ identifier, pem }) => ({ key_identifier: identifier, key: pem, is_current: true }));
      const body = JSON.stringify({ public_keys: list });
      const etag = `"${createHash('sha256').update(body).digest('hex')}"`;
      if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
      response.writeHead(200, { etag, 'content-type': 'application/json' }).end(body);
    });
  }

  /** Signs the bytes, and sends them. */
  tells(http: Http, text: string, key = this.keys[0]!): Promise<Answer> {
    const signature = sign('sha256', Buffer.from(text), key.privateKey!).toString('base64');
    return tell(http, text, key.identifier, signature);
  }

  reports(http: Http, finds: readonly FindJson[]): Promise<Answer> {
    return this.tells(http, JSON.stringify(finds.map((find) => ({ type: 'a_type', source: 'commit', ...find }))));
  }

  stop(): Promise<void> {
    return this.receiver.stop();
  }
}

/** With a signature that is somebody's, or nobody's. */
export const tell = (http: Http, text: string, identifier: string, signature: string): Promise<Answer> =>
  http.send('POST', '/v1/leaks/github', {
    text,
    headers: {
      'content-type': 'application/json',
      'github-public-key-identifier': identifier,
      'github-public-key-signature': signature,
    },
  });
