import { type BrowserContext, test as base } from '@playwright/test';
import { watchContentSecurity } from './content-security.js';
import { Operator, WITH_OPERATOR } from './operator.js';
import { type Environment, Server } from './server.js';
import type { Session } from './session.js';

export interface Installation {
  readonly server: Server;
  readonly operator: Operator;
  readonly apiId: string;
}

export interface Workspace {
  readonly id: string;
  readonly name: string;
  /** The address of its list of keys. */
  readonly keysUrl: string;
}

interface TestFixtures {
  /** A workspace for this test alone. */
  workspace: Workspace;
  /** Signs the page's browser in, without the form. */
  signedIn: void;
  /** Every page of every test obeys the content security policy. */
  contentSecurity: void;
}

interface WorkerFixtures {
  /** What the server of these tests is started with besides; for `test.use`. */
  environment: Environment;
  installation: Installation;
}

let workspaces = 0;

export const test = base.extend<TestFixtures, WorkerFixtures>({
  environment: [{}, { option: true, scope: 'worker' }],

  installation: [
    async ({ environment }, use) => {
      const server = await Server.start({ ...WITH_OPERATOR, ...environment });
      const operator = await Operator.signIn(server.url);
      const { id: apiId } = await operator.createApi('Start Messaging', 'standard');
      await use({ server, operator, apiId });
      await server.stop();
    },
    { scope: 'worker', timeout: 90_000 },
  ],

  workspace: async ({ installation: { server, operator, apiId } }, use) => {
    const { id, name } = await operator.createWorkspace(apiId, `Acme ${++workspaces}`);
    await use({ id, name, keysUrl: `${server.url}/w/${id}/settings/api-keys` });
  },

  signedIn: async ({ context, installation: { server, operator } }, use) => {
    await signInAs(context, server, operator);
    await use();
  },

  contentSecurity: [
    async ({ context }, use) => {
      const violations = await watchContentSecurity(context);
      await use();
      base.expect(violations, 'content security policy').toEqual([]);
    },
    { auto: true },
  ],
});

export { expect } from '@playwright/test';

/** In the place of whoever was signed in before. */
export const signInAs = (context: BrowserContext, server: Server, { cookie }: Session): Promise<void> =>
  context.addCookies([{ ...cookie, url: server.url, httpOnly: true, sameSite: 'Strict' }]);
