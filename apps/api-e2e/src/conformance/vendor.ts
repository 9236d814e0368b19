import type { WireProfileName } from '@latchkey/vocabulary';
import type { Http } from '../http.js';
import { Server, WITH_OPERATOR } from '../server.js';
import {
  type ApiJson,
  defineApi,
  issueKey,
  type IssuedKeyJson,
  newWorkspace,
  planNamed,
  signIn,
  type WorkspaceJson,
} from '../tenancy.js';

type KeyHeader = 'Authorization' | 'X-API-Key';

/** A vendor's API on a server of its own, beside one that speaks `standard`: only the host name chooses it. */
export class Vendor {
  private constructor(
    readonly server: Server,
    readonly operator: Http,
    readonly api: ApiJson,
    private readonly keyHeader: KeyHeader,
  ) {}

  static async start(profile: WireProfileName, keyHeader: KeyHeader): Promise<Vendor> {
    const server = await Server.start({ ...WITH_OPERATOR, WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8' });
    const operator = await signIn(server);
    await defineApi(operator, 'first', 'standard');
    return new Vendor(server, operator, await defineApi(operator, profile, profile), keyHeader);
  }

  get host(): string {
    return `${this.api.slug}.localhost:${this.server.port}`;
  }

  /** On the terms of a plan of the vendor's catalogue. */
  async account(plan?: string, name = 'Account'): Promise<WorkspaceJson> {
    const planId = plan === undefined ? undefined : await planNamed(this.operator, this.api, plan);
    return newWorkspace(this.operator, this.api, name, planId);
  }

  newKey(account: WorkspaceJson, more: object = {}): Promise<IssuedKeyJson> {
    return issueKey(this.operator, account, more);
  }

  /** The headers of a request that presents this key; of one that presents none. */
  credential(secret?: string): Record<string, string> {
    if (secret === undefined) return {};
    return this.keyHeader === 'X-API-Key' ? { 'X-API-Key': secret } : { Authorization: `Bearer ${secret}` };
  }

  /** The vendor's API, asked with this key, or with none. */
  as(secret?: string): Http {
    return this.server.http.with({ host: this.host, ...this.credential(secret) });
  }
}
