import type { WireProfileName } from '@latchkey/vocabulary';
import { cookieOf, type Credentials, Session } from './session.js';

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

/** Who set the installation up. */
export class Operator extends Session {
  static override async signIn(url: string, credentials: Credentials = OPERATOR): Promise<Operator> {
    return new Operator(url, await cookieOf(url, credentials));
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
  agree(workspaceId: string, overrides: Readonly<Record<string, number | null>>): Promise<Named> {
    return this.patch(`/v1/workspaces/${workspaceId}`, { overrides });
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
}

/** The guarded API, called as an integrator calls it. */
export async function callWithKey(url: string, secret: string): Promise<number> {
  const answer = await fetch(`${url}/v1/devices`, { headers: { authorization: `Bearer ${secret}` } });
  await answer.arrayBuffer();
  return answer.status;
}
