import { Webhook as StandardWebhook } from 'standardwebhooks';
import { openDatabaseOf } from './database.js';
import type { Http } from './http.js';
import { join, newPerson } from './people.js';
import { PostOffice, type ReceivedMail } from './post-office.js';
import { Receiver } from './receiver.js';
import { type Environment, Server, WITH_OPERATOR } from './server.js';
import { issueKey, type IssuedKeyJson, type PageJson, pathOf, signIn, type Tenancy, tenancyOn } from './tenancy.js';
import { createWebhook, LOOPBACK_ALLOWED, type WebhookJson } from './telling.js';
import { until } from './until.js';

interface AlertJson {
  readonly id: string;
  readonly kind: string;
  readonly keyId: string | null;
  readonly state: string;
  readonly cause: Readonly<Record<string, unknown>>;
  readonly resolvedAt: string | null;
  readonly silenced: { readonly until: string | null } | null;
  readonly toldBy: readonly string[];
}

interface EventJson {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

const OWNER = 'ada@example.com';

describe('alerts: found by themselves, told once each way, and over by themselves', () => {
  let tenancy: Tenancy;
  let receiver: Receiver;
  let webhook: WebhookJson;
  let post: PostOffice;

  beforeAll(async () => {
    [receiver, post] = [await Receiver.start(), new PostOffice()];
    const environment: Environment = {
      ...WITH_OPERATOR,
      ...LOOPBACK_ALLOWED,
      TRUSTED_PROXIES: '127.0.0.1',
      SMTP_URL: `smtp://127.0.0.1:${await post.open()}`,
      MAIL_FROM: 'Latchkey <latchkey@example.com>',
    };
    tenancy = await tenancyOn(await Server.start(environment));
    const owner = await newPerson(tenancy.operator, tenancy.server, 'Ada');
    await join(tenancy.operator, tenancy.workspace, owner, 'owner');
    webhook = await createWebhook(tenancy.operator, tenancy.workspace, { url: receiver.url });
  });
  afterAll(() => Promise.all([receiver.stop(), post.close()]));

  const path = (rest: string): string => `/v1/workspaces/${tenancy.workspace.id}/${rest}`;
  const issue = (more: object = {}): Promise<IssuedKeyJson> =>
    issueKey(tenancy.operator, tenancy.workspace, { scopes: ['read'], ...more });
  const use = async ({ secret }: IssuedKeyJson, from = '192.0.2.1', status = 200): Promise<void> => {
    const caller: Http = tenancy.server.http.bearer(secret).with({ 'x-forwarded-for': from });
    expect((await caller.get('/v1/devices')).status).toBe(status);
  };
  const alertsOf = async ({ id }: IssuedKeyJson, more = ''): Promise<readonly AlertJson[]> =>
    (await tenancy.operator.get(path(`alerts?keyId=${id}${more}`))).expect<PageJson<AlertJson>>(200).data;
  const fired = (key: IssuedKeyJson, count = 1): Promise<readonly AlertJson[]> =>
    until(`${count} alerts have fired`, async () => {
      const alerts = await alertsOf(key);
      return alerts.length >= count && alerts;
    });
  /** What arrived about a key, verified as a receiver would. */
  const heardOf = ({ id }: IssuedKeyJson): readonly EventJson[] =>
    receiver.received
      .filter(({ body }) => body.includes(id))
      .map(({ headers, body }) => new StandardWebhook(webhook.secret).verify(body, headers as Record<string, string>))
      .map((event) => event as EventJson)
      .filter(({ type }) => !['api_key.created', 'api_key.rotated', 'api_key.updated'].includes(type));
  const mailsOf = ({ label }: IssuedKeyJson): readonly ReceivedMail[] =>
    // As it travels: lines are folded.
    post.received.filter(({ text }) => text.replaceAll('=\r\n', '').includes(label));
  const told = async (key: IssuedKeyJson, events: number): Promise<void> => {
    await until('the webhook has heard', () => heardOf(key).length >= events);
    await until('the owner has a mail', () => mailsOf(key).length >= 1);
  };
  const sql = async (statement: string, parameters: unknown[]): Promise<void> => {
    const database = await openDatabaseOf(tenancy.server.dataDir);
    await database.query(statement, parameters).finally(() => database.end());
  };
  /** As if the key had been made, or used, so many days ago. */
  const age = async ({ id }: IssuedKeyJson, days: number): Promise<void> => {
    await sql(`UPDATE api_keys SET created_at = created_at - $2 * interval '1 day' WHERE id = $1`, [id, days]);
    for (const column of ['first_seen_at', 'last_seen_at'])
      await sql(`UPDATE usage_networks SET ${column} = ${column} - $2 * interval '1 day' WHERE key_id = $1`, [
        id,
        days,
      ]);
    await sql(`UPDATE usage_last_uses SET last_used_at = last_used_at - $2 * interval '1 day' WHERE key_id = $1`, [
      id,
      days,
    ]);
  };
  const written = (key: IssuedKeyJson): Promise<unknown> =>
    until('its use is written', async () => {
      const usage = (await tenancy.operator.get(`${pathOf(key)}/usage`)).expect<{ networks: object[] }>(200);
      return usage.networks.length > 0;
    });
  const restart = async (end: (server: Server) => Promise<unknown> = (server) => server.stop()): Promise<void> => {
    await end(tenancy.server);
    const server = await tenancy.server.restart();
    tenancy = { ...tenancy, server, operator: await signIn(server) };
  };

  it('a quota that fills is in the list, in a mail as text and HTML, and at the webhook, signed: once each', async () => {
    const key = await issue({ label: 'Quota of the shop', quota: { limit: 10, period: 'day' } });
    for (let i = 0; i < 5; i++) await use(key);
    const [alert] = await fired(key);
    expect(alert).toMatchObject({
      kind: 'quota_used',
      state: 'firing',
      cause: { meter: 'quota', limit: 10, used: 5, percent: 50 },
      silenced: null,
      toldBy: ['webhook', 'mail'],
    });
    expect((await tenancy.operator.get(path(`alerts/${alert!.id}`))).expect(200)).toEqual(alert);
    await told(key, 1);
    expect(heardOf(key)).toMatchObject([{ type: 'usage.threshold', data: { percent: 50, alertId: alert!.id } }]);
    const [mail, ...more] = mailsOf(key);
    expect(more).toEqual([]);
    expect(mail).toMatchObject({ from: 'latchkey@example.com', to: [OWNER] });
    expect(mail?.text).toMatch(/Content-Type: text\/plain/);
    expect(mail?.text).toMatch(/Content-Type: text\/html/);
    expect(mail?.text).toMatch(/50 % of the quota/);
    expect(tenancy.server.secrets.foundIn(mail!.text)).toEqual([]);
  });

  it('a silenced alert keeps its record, and what follows of its kind and key is told nowhere, until it is taken back', async () => {
    const key = await issue({ label: 'Silenced', quota: { limit: 2, period: 'day' } });
    await use(key);
    const [alert] = await fired(key);
    await told(key, 1);
    const until_ = new Date(Date.now() + 3_600_000).toISOString();
    const silence = path(`alerts/${alert!.id}/silence`);
    expect((await tenancy.operator.post(silence, { until: until_ })).expect(200)).toEqual({
      ...alert,
      silenced: { until: until_ },
    });
    const past = await tenancy.operator.post(silence, { until: new Date(Date.now() - 1).toISOString() });
    expect([past.status, past.text]).toEqual([400, expect.stringContaining('"field":"until"')]);
    await use(key);
    const alerts = await fired(key, 3);
    expect(alerts.filter(({ toldBy }) => toldBy.length > 0).map(({ id }) => id)).toEqual([alert!.id]);
    expect(alerts.map(({ silenced }) => silenced)).toEqual(Array(3).fill({ until: until_ }));
    const unsilenced = await tenancy.operator.post(path(`alerts/${alert!.id}/unsilence`));
    expect(unsilenced.expect(200)).toMatchObject({ silenced: null });
    // What is told after it has been told, so nothing of it is still on its way.
    const other = await issue({ label: 'Not silenced', quota: { limit: 2, period: 'day' } });
    await use(other);
    await told(other, 1);
    expect(heardOf(key)).toHaveLength(1);
    expect(mailsOf(key)).toHaveLength(1);
  });

  it('rotation that is due is told until the key is rotated, and its end as well', async () => {
    const key = await issue({ label: 'Old key' });
    await age(key, 91);
    const [alert] = await fired(key);
    expect(alert).toMatchObject({ kind: 'rotation_due', cause: { afterDays: 90 } });
    await told(key, 1);
    expect(heardOf(key)).toMatchObject([
      { type: 'api_key.rotation_due', data: { id: key.id, alertId: alert!.id, label: 'Old key', afterDays: 90 } },
    ]);
    (await tenancy.operator.post(`${pathOf(key)}/rotate`, { overlapMs: 60_000 })).expect(201);
    expect(await alertsOf(key)).toMatchObject([{ state: 'resolved', resolvedAt: expect.stringMatching(/Z$/) }]);
    expect(await alertsOf(key, '&state=firing')).toEqual([]);
    await until('the end is told', () => heardOf(key).length === 2);
    expect(heardOf(key)[1]).toMatchObject({ type: 'alert.resolved', data: { id: alert!.id, kind: 'rotation_due' } });
    expect(mailsOf(key)).toHaveLength(1);
  });

  it('use from a new network, and after a long silence, is told', async () => {
    const [roaming, sleeping] = [await issue({ label: 'Roaming' }), await issue({ label: 'Sleeping' })];
    for (const key of [roaming, sleeping]) {
      await use(key, '192.0.2.1');
      await written(key);
    }
    await age(roaming, 8);
    await age(sleeping, 61);
    await use(roaming, '203.0.113.9');
    await use(sleeping, '192.0.2.200');
    const [[network], [silence]] = [await fired(roaming), await fired(sleeping)];
    expect(network).toMatchObject({ kind: 'new_network', cause: { network: '203.0.113.0/24' } });
    expect(silence).toMatchObject({ kind: 'used_after_silence', cause: { usedAt: expect.any(String) } });
    for (const key of [roaming, sleeping]) await told(key, 1);
    expect(heardOf(roaming)).toMatchObject([{ type: 'api_key.new_network' }]);
    expect(heardOf(sleeping)).toMatchObject([{ type: 'api_key.used_after_silence' }]);
  });

  it('what spikes is found by the next look, and a kill or a restart tells of nothing again', async () => {
    const key = await issue({ label: 'Spiking' });
    const old = await issue({ label: 'Old and alone' });
    await sql(
      `INSERT INTO usage_hours (workspace_id, key_id, at, outcome, count)
       SELECT $1, $2, date_trunc('hour', now()) - day * interval '1 day', outcome, 100
       FROM generate_series(1, 9) AS day, unnest(ARRAY['allowed', 'scope_missing']) AS outcome`,
      [tenancy.workspace.id, key.id],
    );
    await sql(
      `INSERT INTO usage_minutes (workspace_id, key_id, at, outcome, count)
       SELECT $1, $2, date_trunc('minute', now()) - interval '2 minutes', outcome, 501
       FROM unnest(ARRAY['allowed', 'scope_missing']) AS outcome`,
      [tenancy.workspace.id, key.id],
    );
    await restart((server) => server.kill9());
    const spikes = await fired(key, 2);
    expect(spikes.map(({ kind }) => kind).sort()).toEqual(['refusals_spiking', 'requests_spiking']);
    for (const { cause } of spikes) expect(cause).toMatchObject({ count: 501, usual: 100, windowMs: 3_600_000 });
    await told(key, 2);
    const before = [receiver.received.length, post.received.length];
    await restart();
    await restart((server) => server.kill9());
    // The looks after that start have come by, and have found what is new.
    await age(old, 91);
    await fired(old);
    await told(old, 1);
    expect([receiver.received.length, post.received.length]).toEqual([before[0]! + 1, before[1]! + 1]);
    expect(
      heardOf(key)
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['api_key.refusals_spiking', 'api_key.requests_spiking']);
  });

  it('rules are changed within their bounds, and mails go to the members who are named', async () => {
    const rules = path('alert-rules');
    const byDefault = (await tenancy.operator.get(rules)).expect<{ rules: Record<string, object> }>(200);
    expect(byDefault).toMatchObject({ mailTo: null, rules: { rotation_due: { enabled: true, afterDays: 90 } } });
    const bob = await newPerson(tenancy.operator, tenancy.server, 'Bob');
    const stranger = await newPerson(tenancy.operator, tenancy.server, 'Eve');
    await join(tenancy.operator, tenancy.workspace, bob, 'viewer');
    for (const [body, field] of [
      [{ rules: { rotation_due: { afterDays: 6 } } }, 'rules.rotation_due.afterDays'],
      [{ rules: { requests_spiking: { factor: 1 } } }, 'rules.requests_spiking.factor'],
      [{ rules: { quota_used: { percents: [60] } } }, 'rules.quota_used.percents'],
      [{ rules: { new_network: { channels: ['pigeon'] } } }, 'rules.new_network.channels'],
      [{ mailTo: [stranger.id] }, 'mailTo.0'],
    ] as const) {
      const refused = await tenancy.operator.patch(rules, body);
      expect([refused.status, refused.text]).toEqual([400, expect.stringContaining(`"field":"${field}"`)]);
    }
    expect((await tenancy.operator.get(rules)).expect(200)).toEqual(byDefault);
    const change = { mailTo: [bob.id], rules: { rotation_due: { afterDays: 30, channels: ['mail'] } } };
    const changed = (await tenancy.operator.patch(rules, change)).expect<{ rules: Record<string, object> }>(200);
    expect(changed).toEqual({
      mailTo: [bob.id],
      rules: { ...byDefault.rules, rotation_due: { ...byDefault.rules['rotation_due'], ...change.rules.rotation_due } },
    });
    const key = await issue({ label: 'A month old' });
    await age(key, 31);
    expect(await fired(key)).toMatchObject([{ cause: { afterDays: 30 }, toldBy: ['mail'] }]);
    await until('Bob has a mail', () => mailsOf(key).length > 0);
    expect(mailsOf(key).map(({ to }) => to)).toEqual([[bob.email]]);
    expect(heardOf(key)).toEqual([]);
  });
});
