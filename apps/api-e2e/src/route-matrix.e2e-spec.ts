import { RESOURCE_SCOPES } from '@latchkey/vocabulary';
import { recordsOf as rowsOf } from './database.js';
import type { Http } from './http.js';
import { neverIssued } from './never-issued.js';
import { membersOf, newPerson, type Person } from './people.js';
import { Receiver } from './receiver.js';
import { type Ids, ROUTE_CLASSES } from './route-classes.js';
import {
  complaintAbout,
  isRead,
  opensEverything,
  opensNothing,
  opensReads,
  opensSandbox,
  refused,
  type Rule,
  whereKeysOpen,
} from './route-expectations.js';
import { ask, askForNone, classOf, ofEveryApi, type Operation, operationsOf, scopeOf } from './routes.js';
import { Server, WITH_OPERATOR } from './server.js';
import {
  defineApi,
  defineWorkspace,
  issueKey,
  type IssuedKeyJson,
  pathOf,
  planNamed,
  revoke,
  signIn,
  type Tenancy,
  tenancyOn,
  type WorkspaceJson,
} from './tenancy.js';
import { until } from './until.js';

interface MessageJson {
  readonly id: string;
  readonly deviceId: string;
  readonly status: string;
}

/** The sandbox sends it, and does no more about it. */
const MESSAGE = { to: '+31612340002', body: 'Hello' };

describe('every operation of /openapi.json, with every kind of credential', () => {
  let tenancy: Tenancy;
  let all: Operation[];
  let operations: Operation[];
  /** Records of the workspace that most keys here belong to, which nobody changes. */
  let own: Ids;
  let receiver: Receiver;
  let member: Person;
  let networks = 0;
  let contacts = 0;

  beforeAll(async () => {
    receiver = await Receiver.start();
    tenancy = await tenancyOn(
      await Server.start({ ...WITH_OPERATOR, TRUSTED_PROXIES: '127.0.0.1', WEBHOOK_ALLOW_NETWORKS: '127.0.0.0/8' }),
    );
    all = await operationsOf(tenancy.server.http);
    operations = all.filter(ofEveryApi);
    member = await newPerson(tenancy.operator, tenancy.server, 'member');
    own = await recordsOf(tenancy.workspace);
  });

  afterAll(() => receiver.stop());
  // A workspace has room for a few, and many tests make one.
  afterEach(async () => {
    const webhooks = `/v1/workspaces/${tenancy.workspace.id}/webhooks`;
    const { data } = (await tenancy.operator.get(webhooks)).expect<{ data: { id: string }[] }>(200);
    const others = data.filter(({ id }) => id !== own['webhookId']);
    for (const { id } of others) (await tenancy.operator.send('DELETE', `${webhooks}/${id}`)).expect(204);
  });

  /** What failed counts by network, so each credential comes from another one. */
  const without = (): Http => tenancy.server.http.with({ 'x-forwarded-for': `198.51.100.${++networks}` });
  const by = (secret: string): Http => without().bearer(secret);

  /** A key that may do everything, but for what a test names. */
  const issue = (more: object = {}, workspace = tenancy.workspace): Promise<IssuedKeyJson> =>
    issueKey(tenancy.operator, workspace, { scopes: ['admin', 'keys:verify'], ...more });

  /**
   * One of each, real ones: what is refused must not be refused for want of them.
   * @param contactsOf the kind of key whose contact is among them: the sandbox sees its own only
   */
  async function recordsOf(workspace: WorkspaceJson, host = 'acme.localhost', contactsOf: object = {}): Promise<Ids> {
    const { operator } = tenancy;
    const { id: keyId } = await issue({ type: 'sandbox' }, workspace);
    const app = (await operator.post(`/v1/workspaces/${workspace.id}/apps`, { name: 'App' })).expect<{ id: string }>(
      201,
    );
    const sender = by((await issue({}, workspace)).secret).with({ host });
    const sent = (await sender.post('/v1/messages', MESSAGE)).expect<MessageJson | { data: MessageJson }>(201);
    const { id: messageId, deviceId } = 'data' in sent ? sent.data : sent;
    // There already, or gone again, from an earlier test.
    const added = await operator.post(membersOf(workspace), { email: member.email, role: 'viewer' });
    expect([201, 409]).toContain(added.status);
    const create = async (client: Http, path: string, json: object): Promise<string> => {
      const made = (await client.post(path, json)).expect<{ id: string } | { data: { id: string } }>(201);
      return 'data' in made ? made.data.id : made.id;
    };
    const keeper = by((await issue(contactsOf, workspace)).secret).with({ host });
    const phoneNumber = `+3161${String(++contacts).padStart(7, '0')}`;
    const contactId = await create(keeper, '/v1/contacts', { phoneNumber, name: 'Somebody' });
    const template = { name: `template_${contacts}`, language: 'en', body: 'Hello' };
    const templateId = await create(sender, '/v1/templates', template);
    const alertId = await alertOf(workspace, host);
    const webhooks = `/v1/workspaces/${workspace.id}/webhooks`;
    // What goes on by itself has to be over: many tests look for changes.
    await until('the message is sent', async () => {
      const answer = (await sender.get(`/v1/messages/${messageId}`)).expect<MessageJson | { data: MessageJson }>(200);
      return ('data' in answer ? answer.data : answer).status === 'sent';
    });
    const endpoint = { url: receiver.url, eventTypes: ['api_key.leaked'] };
    const webhook = (await operator.post(webhooks, endpoint)).expect<{ id: string }>(201);
    const delivery = (await operator.post(`${webhooks}/${webhook.id}/test`)).expect<{ id: string }>(202);
    await until('the delivery has arrived', async () => {
      const path = `${webhooks}/${webhook.id}/deliveries/${delivery.id}`;
      return (await operator.get(path)).expect<{ state: string }>(200).state === 'delivered';
    });
    const { data: sessions } = (await operator.get('/v1/auth/sessions')).expect<{ data: { id: string }[] }>(200);
    const address = { email: `invited${contacts}@example.com`, role: 'viewer' };
    const invitationId = await create(operator, `/v1/workspaces/${workspace.id}/invitations`, address);
    const { id: workspaceId, apiId, planId } = workspace;
    const spareDeviceId = await create(sender, '/v1/devices', { name: 'Spare' });
    const otherSpareDeviceId = await create(sender, '/v1/devices', { name: 'Another spare' });
    return {
      apiId,
      userId: member.id,
      invitationId,
      sessionId: sessions[0]!.id,
      planId,
      workspaceId,
      keyId,
      appId: app.id,
      deviceId,
      spareDeviceId,
      otherSpareDeviceId,
      messageId,
      contactId,
      templateId,
      webhookId: webhook.id,
      deliveryId: delivery.id,
      alertId,
      month: new Date().toISOString().slice(0, 7),
    };
  }

  /** Of a quota that is used up at once. */
  async function alertOf(workspace: WorkspaceJson, host: string): Promise<string> {
    const { id: keyId, secret } = await issue({ quota: { limit: 1, period: 'day' } }, workspace);
    (await by(secret).with({ host }).get('/v1/devices')).expect(200);
    const alerts = `/v1/workspaces/${workspace.id}/alerts?keyId=${keyId}`;
    return until('the alerts have fired', async () => {
      const { data } = (await tenancy.operator.get(alerts)).expect<{ data: { id: string }[] }>(200);
      return data.length === 3 && data[0]?.id;
    });
  }

  /**
   * Asks every operation at once, and those last that delete what the others ask for; what was not answered as it has to
   * be is told of all of them together.
   */
  async function expectOf(client: Http, rule: Rule, ids: Ids = own): Promise<void> {
    const isLast = ({ method }: Operation) => method === 'DELETE';
    const complaints = [
      ...(await complaintsOf(
        client,
        rule,
        ids,
        operations.filter((operation) => !isLast(operation)),
      )),
      ...(await complaintsOf(client, rule, ids, operations.filter(isLast))),
    ];
    expect(complaints).toEqual([]);
  }

  async function complaintsOf(client: Http, rule: Rule, ids: Ids, asked: readonly Operation[]): Promise<string[]> {
    const complaints = await Promise.all(
      asked.map(async (operation) => {
        const expected = rule(classOf(operation), operation);
        const answer = await ask(client, operation, ids);
        const none = expected.is === 'answered like none' ? await askForNone(client, operation, ids) : null;
        const complaint = complaintAbout(answer, expected, none);
        return complaint === null ? [] : [`${operation.name} ${complaint}, but is ${answer.status} ${answer.text}`];
      }),
    );
    return complaints.flat();
  }

  /** As above, where nothing may come of it. */
  async function expectNothingOf(client: Http, rule: Rule, ids: Ids = own): Promise<void> {
    const before = await rowsOf(tenancy.server.dataDir);
    await expectOf(client, rule, ids);
    expect(await rowsOf(tenancy.server.dataDir)).toEqual(before);
  }

  it('has a class, and every class has an operation', () => {
    expect(all.map(({ name }) => name).sort()).toEqual(Object.keys(ROUTE_CLASSES).sort());
  });

  it.each([...RESOURCE_SCOPES])('%s opens one at least', (scope) => {
    expect(all.some((operation) => scopeOf(operation) === scope)).toBe(true);
  });

  it('no key', () => expectNothingOf(without(), opensNothing(401, 'key_missing')));

  it('a malformed key', () => expectNothingOf(by(neverIssued().slice(0, -1)), opensNothing(401, 'key_malformed')));

  it('an unknown key', () => expectNothingOf(by(neverIssued()), opensNothing(401, 'key_unknown')));

  it('a key of another API', async () => {
    await defineApi(tenancy.operator, 'elsewhere', 'standard');
    const client = by((await issue()).secret).with({ host: 'elsewhere.localhost' });
    await expectNothingOf(client, opensNothing(401, 'key_unknown'));
  });

  it('a revoked key', async () => {
    const key = await issue();
    await revoke(tenancy.operator, key);
    await expectNothingOf(by(key.secret), opensNothing(401, 'key_revoked'));
  });

  it('a disabled key', async () => {
    const key = await issue();
    (await tenancy.operator.post(`${pathOf(key)}/disable`)).expect(200);
    await expectNothingOf(by(key.secret), opensNothing(401, 'key_disabled'));
  });

  it('an expired key', async () => {
    const { secret } = await issue({ expiresAt: new Date(Date.now() + 1_000).toISOString() });
    await until('the key has expired', async () => (await by(secret).get('/v1/devices')).status === 401);
    await expectNothingOf(by(secret), opensNothing(401, 'key_expired'));
  });

  it('a key of a suspended workspace', async () => {
    const { operator, api } = tenancy;
    const workspace = await defineWorkspace(operator, api, 'Suspended');
    const ids = await recordsOf(workspace);
    const { secret } = await issue({}, workspace);
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { suspended: true })).expect(200);
    await expectNothingOf(by(secret), opensNothing(403, 'workspace_suspended'), ids);
  });

  it('a key that is bound to an app, without that app and with another', async () => {
    const define = async (name: string) => {
      const answer = await tenancy.operator.post(`/v1/workspaces/${tenancy.workspace.id}/apps`, { name });
      return answer.expect<{ id: string; appKey: string }>(201);
    };
    const [bound, other] = [await define('Bound'), await define('Other')];
    const client = by((await issue({ appId: bound.id })).secret);
    await expectNothingOf(client, opensNothing(403, 'app_mismatch'));
    await expectNothingOf(client.with({ 'x-app-key': other.appKey }), opensNothing(403, 'app_mismatch'));
  });

  it('a key from an address that it does not allow', async () => {
    const { secret } = await issue({ ipAllowlist: ['192.0.2.0/24'] });
    await expectNothingOf(by(secret), opensNothing(403, 'ip_denied'));
  });

  it('a key on a plan without access to the API', async () => {
    const { operator } = tenancy;
    const api = await defineApi(operator, 'waping', 'waping');
    const workspace = await defineWorkspace(operator, api, 'Free', await planNamed(operator, api, 'pro'));
    const ids = await recordsOf(workspace, 'waping.localhost');
    const client = by((await issue({}, workspace)).secret).with({ host: 'waping.localhost' });
    const planId = await planNamed(operator, api, 'free');
    (await operator.patch(`/v1/workspaces/${workspace.id}`, { planId, acceptExcess: true })).expect(200);
    await expectNothingOf(client, opensNothing(403, 'entitlement_missing'), ids);
  });

  it.each([...RESOURCE_SCOPES])('a key with every scope but %s', async (lacking) => {
    const { secret } = await issue({ scopes: RESOURCE_SCOPES.filter((scope) => scope !== lacking) });
    const rule = whereKeysOpen(({ scope }) =>
      scope === lacking ? refused(403, 'scope_missing', [scope]) : { is: 'past the guards' },
    );
    await expectOf(by(secret), rule, await recordsOf(tenancy.workspace));
  });

  it.each([...RESOURCE_SCOPES])('a key with no scope but %s', async (only) => {
    const { secret } = await issue({ scopes: [only] });
    const rule = whereKeysOpen(({ scope }) =>
      scope === only ? { is: 'past the guards' } : refused(403, 'scope_missing', scope === null ? [] : [scope]),
    );
    await expectOf(by(secret), rule, await recordsOf(tenancy.workspace));
  });

  it('a read-only key', async () => {
    const { secret } = await issue({ type: 'read_only' });
    await expectNothingOf(by(secret), opensReads);
  });

  it('a sandbox key', async () => {
    const { secret } = await issue({ type: 'sandbox' });
    const ids = await recordsOf(tenancy.workspace, undefined, { type: 'sandbox' });
    await expectOf(by(secret), opensSandbox, ids);
  });

  it('a key that may do everything', async () => {
    const { secret } = await issue();
    await expectOf(by(secret), opensEverything, await recordsOf(tenancy.workspace));
  });

  it('a key of another workspace', async () => {
    const neighbour = await defineWorkspace(tenancy.operator, tenancy.api, 'Neighbour');
    const client = by((await issue({}, neighbour)).secret);
    const rowsOfOthers = async () =>
      (await rowsOf(tenancy.server.dataDir)).filter((row) => !row.includes(neighbour.id));
    const before = await rowsOfOthers();
    await expectOf(
      client,
      whereKeysOpen(() => ({ is: 'answered like none' })),
    );
    expect(await rowsOfOthers()).toEqual(before);
    // The API and its plan are the neighbour's as well, and months are everybody's.
    const shared = ['apiId', 'planId', 'month'];
    const theirs = Object.entries(own).flatMap(([name, id]) => (shared.includes(name) ? [] : [id]));
    for (const operation of operations.filter(isRead)) {
      const { text } = await ask(client, operation, own);
      const shown = theirs.filter((id) => text.includes(id));
      expect([operation.name, shown]).toEqual([operation.name, []]);
    }
  });

  it('a session, which is no key, and one that is over', async () => {
    const session = await signIn(tenancy.server);
    const openedByKeys = operations.filter((operation) => classOf(operation).kind === 'guarded');
    for (const operation of openedByKeys) {
      const answer = await ask(session, operation, own);
      expect(complaintAbout(answer, refused(401, 'key_malformed'), null)).toBeNull();
    }
    (await session.post('/v1/auth/logout')).expect(204);
    await expectNothingOf(session, ({ kind }) => {
      if (kind === 'public') return { is: 'past the guards' };
      return kind === 'guarded' ? refused(401, 'key_malformed') : refused(401, 'signed_out');
    });
  });

  it('HEAD opens what GET opens, and shows nothing', async () => {
    const { secret: sending } = await issue({ scopes: ['messages:write'] });
    const { secret: reading } = await issue({ type: 'read_only' });
    for (const client of [without(), by(sending), by(reading)]) {
      for (const operation of operations.filter(isRead)) {
        const got = await ask(client, operation, own);
        const head = await ask(client, { ...operation, method: 'HEAD' }, own);
        expect([operation.name, head.status, head.text]).toEqual([operation.name, got.status, '']);
      }
    }
  });
});
