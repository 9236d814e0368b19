import type { WireProfileName } from '@latchkey/vocabulary';

export const OPERATOR = { email: 'ada@example.com', password: 'correct horse battery' } as const;

export const WITH_OPERATOR = {
  LATCHKEY_OPERATOR_EMAIL: OPERATOR.email,
  LATCHKEY_OPERATOR_PASSWORD: OPERATOR.password,
} as const;

export interface Key {
  readonly id: string;
  readonly label: string;
  readonly start: string;
  readonly last4: string;
  readonly secret: string;
}

interface Named {
  readonly id: string;
  readonly name: string;
}

interface SessionCookie {
  readonly name: string;
  readonly value: string;
}

/** Does by REST what a test needs to find done. */
export class Operator {
  private constructor(
    private readonly url: string,
    readonly cookie: SessionCookie,
  ) {}

  static async signIn(url: string): Promise<Operator> {
    const answer = await fetch(`${url}/v1/auth/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', origin: url },
      body: JSON.stringify(OPERATOR),
    });
    if (!answer.ok) throw new Error(`Signing in: ${answer.status} ${await answer.text()}`);
    const [name = '', value = ''] = (answer.headers.getSetCookie()[0] ?? '').split(';', 1)[0]?.split('=') ?? [];
    return new Operator(url, { name, value });
  }

  createApi(name: string, wireProfile: WireProfileName, hostnames: string[] = []): Promise<Named> {
    return this.post('/v1/apis', { name, slug: name.toLowerCase().replace(/\W+/g, '-'), wireProfile, hostnames });
  }

  /** With room for more keys than plans give: some tests are about long lists. */
  async createWorkspace(apiId: string, name: string): Promise<Named> {
    const { id } = await this.post<Named>('/v1/workspaces', { apiId, name });
    return this.agree(id, { keysMax: 1_000 });
  }

  /** In the place of what the plan of a workspace says. */
  async agree(workspaceId: string, overrides: Readonly<Record<string, number | null>>): Promise<Named> {
    const answer = await this.send('PATCH', `/v1/workspaces/${workspaceId}`, { overrides });
    return (await answer.json()) as Named;
  }

  createPlan(apiId: string, plan: { slug: string; name: string } & Record<string, unknown>): Promise<Named> {
    return this.post(`/v1/apis/${apiId}/plans`, plan);
  }

  createKey(workspaceId: string, key: { label: string } & Record<string, unknown>): Promise<Key> {
    return this.post(`/v1/workspaces/${workspaceId}/keys`, key);
  }

  changeKey(workspaceId: string, keyId: string, change: 'disable' | 'revoke', body: object = {}): Promise<Key> {
    return this.post(`/v1/workspaces/${workspaceId}/keys/${keyId}/${change}`, body);
  }

  async signOut(): Promise<void> {
    await this.send('POST', '/v1/auth/logout');
  }

  private async post<T>(path: string, body: object): Promise<T> {
    return (await (await this.send('POST', path, body)).json()) as T;
  }

  private async send(method: string, path: string, body?: object): Promise<Response> {
    const answer = await fetch(this.url + path, {
      method,
      headers: {
        cookie: `${this.cookie.name}=${this.cookie.value}`,
        origin: this.url,
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return answer;
  }
}

/** The guarded API, called as an integrator calls it. */
export async function callWithKey(url: string, secret: string): Promise<number> {
  const answer = await fetch(`${url}/v1/devices`, { headers: { authorization: `Bearer ${secret}` } });
  await answer.arrayBuffer();
  return answer.status;
}
