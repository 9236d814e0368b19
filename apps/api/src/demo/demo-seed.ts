import { Inject, Injectable } from '@nestjs/common';
import {
  ALL_SCOPES,
  type Caller,
  type Database,
  DefineApi,
  DefineWorkspace,
  IssueKey,
  SYSTEM,
  UNRESTRICTED,
} from '@latchkey/domain';
import type { WireProfileName } from '@latchkey/vocabulary';
import { DATABASE } from '../ports.js';

export interface DemoKey {
  readonly hostname: string;
  readonly secret: string;
}

/** One API for each vendor's document, in this order: the first answers for unknown hosts. */
const DEMO_APIS: readonly { readonly profile: WireProfileName; readonly name: string }[] = [
  { profile: 'startmessaging', name: 'StartMessaging' },
  { profile: 'messagesmart', name: 'MessageSmart' },
  { profile: 'wastack', name: 'WAStack' },
  { profile: 'waping', name: 'WAPing' },
  { profile: 'whatomate', name: 'Whatomate' },
];

const DEMO: Caller = {
  actor: SYSTEM,
  workspaceId: null,
  scopes: ALL_SCOPES,
  reach: UNRESTRICTED,
  address: null,
  requestId: null,
};

@Injectable()
export class DemoSeed {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(DefineApi) private readonly defineApi: DefineApi,
    @Inject(DefineWorkspace) private readonly defineWorkspace: DefineWorkspace,
    @Inject(IssueKey) private readonly issueKey: IssueKey,
  ) {}

  /** The APIs that are still missing, each with a workspace, a device and a key. The keys are answered only here. */
  async plant(): Promise<readonly DemoKey[]> {
    const present = new Set((await this.database.apis.all()).map(({ slug }) => slug));
    const keys: DemoKey[] = [];
    for (const { profile, name } of DEMO_APIS) if (!present.has(profile)) keys.push(await this.plantApi(profile, name));
    return keys;
  }

  private async plantApi(profile: WireProfileName, name: string): Promise<DemoKey> {
    const hostname = `${profile}.localhost`;
    const api = await this.defineApi.create(DEMO, {
      name,
      slug: profile,
      hostnames: [hostname],
      wireProfile: profile,
      defaults: {},
    });
    const workspace = await this.defineWorkspace.create(DEMO, { apiId: api.id, name: `${name} demo` });
    const { secret } = await this.issueKey.execute(DEMO, { workspaceId: workspace.id, label: 'Demo key' });
    return { hostname, secret };
  }
}
