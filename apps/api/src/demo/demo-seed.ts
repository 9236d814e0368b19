import { Inject, Injectable } from '@nestjs/common';
import {
  type Api,
  AS_SYSTEM,
  type Clock,
  type Database,
  DefineApi,
  DefineWorkspace,
  IssueKey,
  type Workspace,
} from '@latchkey/domain';
import { PAGE_LIMIT_MAX, type WireProfileName } from '@latchkey/vocabulary';
import { type CredentialSource, WIRE_PROFILES } from '@latchkey/wire';
import { CLOCK, DATABASE } from '../ports.js';

export interface DemoKey {
  readonly hostname: string;
  readonly secret: string;
  /** Where this API looks for it. */
  readonly credentialSource: CredentialSource;
}

/** One API for each vendor's document, in this order: the first answers for unknown hosts. */
const DEMO_APIS: readonly { readonly profile: WireProfileName; readonly name: string }[] = [
  { profile: 'startmessaging', name: 'StartMessaging' },
  { profile: 'messagesmart', name: 'MessageSmart' },
  { profile: 'wastack', name: 'WAStack' },
  { profile: 'waping', name: 'WAPing' },
  { profile: 'whatomate', name: 'Whatomate' },
];

/** As the example in MessageSmart's document has it. */
const MESSAGESMART_DEVICE = { whatsAppBusinessId: '123456789012345', whatsAppPhoneNumberId: '106540352242922' };

const hostnameOf = (slug: string): string => `${slug}.localhost`;

@Injectable()
export class DemoSeed {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(DefineApi) private readonly defineApi: DefineApi,
    @Inject(DefineWorkspace) private readonly defineWorkspace: DefineWorkspace,
    @Inject(IssueKey) private readonly issueKey: IssueKey,
  ) {}

  /**
   * What is still missing of the APIs, each with a workspace, a device and a key: a start that was killed half-way has
   * left the rest to us. Each key is answered as soon as it is there, and only here.
   */
  async *plant(): AsyncGenerator<DemoKey, void> {
    const present = new Map((await this.database.apis.all()).map((api) => [api.slug, api]));
    for (const { profile, name } of DEMO_APIS) {
      const key = await this.plantKey(present.get(profile) ?? (await this.plantApi(profile, name)), name);
      if (key !== null) yield key;
    }
  }

  private plantApi(profile: WireProfileName, name: string): Promise<Api> {
    const hostnames = [hostnameOf(profile)];
    return this.defineApi.create(AS_SYSTEM, { name, slug: profile, hostnames, wireProfile: profile, defaults: {} });
  }

  /** `null` where a key is there, because an earlier start came this far, and in an API that only has the name. */
  private async plantKey(api: Api, name: string): Promise<DemoKey | null> {
    if (!api.hostnames.includes(hostnameOf(api.slug))) return null;
    const { items, hasMore } = await this.database.workspaces.page({ apiId: api.id }, { limit: PAGE_LIMIT_MAX });
    if (hasMore) return null;
    const workspace = items.at(-1) ?? (await this.plantWorkspace(api, name));
    const keys = await this.database.keys.page({ workspaceId: workspace.id }, { limit: 1 }, this.clock.nowMs());
    if (keys.items.length > 0) return null;
    const { secret } = await this.issueKey.execute(AS_SYSTEM, { workspaceId: workspace.id, label: 'Demo key' });
    const [credentialSource = 'bearer'] = WIRE_PROFILES[api.wireProfile].credentialSources;
    return { hostname: hostnameOf(api.slug), secret, credentialSource };
  }

  private plantWorkspace(api: Api, name: string): Promise<Workspace> {
    const carried = api.slug === 'messagesmart' ? { device: MESSAGESMART_DEVICE } : {};
    return this.defineWorkspace.create(AS_SYSTEM, { apiId: api.id, name: `${name} demo`, ...carried });
  }
}
