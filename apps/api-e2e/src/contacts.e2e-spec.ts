import type { Http } from './http.js';
import { dumpOf, openDatabaseOf } from './database.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineApi, defineWorkspace, issueKey, planNamed, type PageJson, type Tenancy, tenancyOn } from './tenancy.js';

interface ContactJson {
  readonly id: string;
  readonly phoneNumber: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  readonly optedOutAt: string | null;
  readonly sandbox: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
}

const PATH = '/v1/contacts';
const UNKNOWN = `${PATH}/con_${'0'.repeat(26)}`;

describe('contacts', () => {
  let tenancy: Tenancy;
  let live: Http;
  let sandbox: Http;
  let numbers = 0;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    live = await as();
    sandbox = await as({ type: 'sandbox' });
  });

  const as = async (more: object = {}, workspace = tenancy.workspace): Promise<Http> => {
    const { secret } = await issueKey(tenancy.operator, workspace, { scopes: ['write'], ...more });
    return tenancy.server.http.bearer(secret);
  };
  const aNumber = (): string => `+3161${String(++numbers).padStart(7, '0')}`;
  const create = async (client: Http, more: object = {}): Promise<ContactJson> =>
    (await client.post(PATH, { phoneNumber: aNumber(), name: 'Ada', ...more })).expect(201);
  const idsIn = async (client: Http, query = ''): Promise<string[]> =>
    (await client.get(`${PATH}${query}`)).expect<PageJson<ContactJson>>(200).data.map(({ id }) => id);

  it('is created, read, changed and deleted', async () => {
    const fields = { phoneNumber: aNumber(), name: 'Ada Lovelace', tags: ['vip', 'nl'], metadata: { crm: '42' } };
    const contact = (await live.post(PATH, fields)).expect<ContactJson>(201);
    expect(contact).toEqual({
      ...fields,
      id: expect.stringMatching(/^con_[0-9a-z]{26}$/),
      optedOutAt: null,
      sandbox: false,
      createdAt: expect.any(String),
      updatedAt: contact.createdAt,
    });
    const path = `${PATH}/${contact.id}`;
    expect((await live.get(path)).expect(200)).toEqual(contact);
    const change = { name: 'Ada King', tags: [], optedOutAt: '2026-01-02T03:04:05+01:00' };
    const changed = (await live.patch(path, change)).expect<ContactJson>(200);
    expect(changed).toEqual({
      ...contact,
      name: 'Ada King',
      tags: [],
      optedOutAt: '2026-01-02T02:04:05.000Z',
      updatedAt: changed.updatedAt,
    });
    expect((await live.patch(path, { optedOutAt: null })).expect(200)).toMatchObject({ optedOutAt: null, tags: [] });
    expect((await live.send('DELETE', path)).expect(200)).toMatchObject({ id: contact.id, name: 'Ada King' });
    for (const gone of [await live.get(path), await live.patch(path, {}), await live.send('DELETE', path)])
      expect(gone.json()).toMatchObject({ status: 404, code: 'not_found' });
    await create(live, { phoneNumber: fields.phoneNumber });
  });

  it('no two share a number, and many who come at once are no exception', async () => {
    const [one, other] = [await create(live), await create(live)];
    const { phoneNumber } = one;
    for (const refused of [
      await live.post(PATH, { phoneNumber, name: 'Again' }),
      await live.patch(`${PATH}/${other.id}`, { phoneNumber }),
    ])
      expect(refused.json()).toMatchObject({ status: 409, code: 'conflict', errors: [{ field: 'phoneNumber' }] });
    (await live.patch(`${PATH}/${one.id}`, { phoneNumber, name: 'Same' })).expect(200);
    const rushed = { phoneNumber: aNumber(), name: 'Rush' };
    const answers = await Promise.all(Array.from({ length: 20 }, () => live.post(PATH, rushed)));
    const statuses = answers.map(({ status }) => status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  });

  it('those of the sandbox and those for real never meet', async () => {
    const real = await create(live);
    const tried = await create(sandbox, { phoneNumber: real.phoneNumber });
    expect([real.sandbox, tried.sandbox]).toEqual([false, true]);
    for (const [client, other] of [
      [live, tried],
      [sandbox, real],
    ] as const) {
      expect(await idsIn(client, '?limit=100')).not.toContain(other.id);
      const path = `${PATH}/${other.id}`;
      for (const ask of [
        () => client.get(path),
        () => client.patch(path, { name: 'Mine' }),
        () => client.send('DELETE', path),
      ])
        expect((await ask()).json()).toMatchObject({ status: 404, code: 'not_found' });
    }
    expect((await live.get(`${PATH}/${real.id}`)).expect(200)).toEqual(real);
    const test = await as({ environment: 'test' });
    expect((await test.get(`${PATH}/${tried.id}`)).status).toBe(200);
  });

  it('another workspace’s answers like one of nobody, or is forbidden where the profile says so', async () => {
    const contact = await create(live);
    const { operator, api, server } = tenancy;
    const stranger = await as({}, await defineWorkspace(operator, api, 'Stranger'));
    const told = async (client: Http, path: string) => {
      const answers = [
        await client.get(path),
        await client.patch(path, { name: 'x' }),
        await client.send('DELETE', path),
      ];
      return answers.map((answer) => ({ ...answer.json(), requestId: null }));
    };
    expect(await told(stranger, `${PATH}/${contact.id}`)).toEqual(await told(stranger, UNKNOWN));
    const waping = await defineApi(operator, 'waping', 'waping');
    const workspace = await defineWorkspace(operator, waping, 'Pro', await planNamed(operator, waping, 'pro'));
    const { secret } = await issueKey(operator, workspace, { scopes: ['write'] });
    const forbidden = server.http.bearer(secret).with({ host: 'waping.localhost' });
    for (const answer of await told(forbidden, `${PATH}/${contact.id}`))
      expect(answer).toMatchObject({ error: { code: 'FORBIDDEN' } });
    expect((await live.get(`${PATH}/${contact.id}`)).expect(200)).toEqual(contact);
  });

  it('are listed newest first, page by page, and found by name or number', async () => {
    const client = await as({}, await defineWorkspace(tenancy.operator, tenancy.api, 'Listed'));
    const [ada, bob, cleo] = [
      await create(client, { name: 'ADA Élan', phoneNumber: '+31600000001' }),
      await create(client, { name: 'bob 100%', phoneNumber: '+4915100000002' }),
      await create(client, { name: 'Cleo', phoneNumber: '+4915100000003' }),
    ];
    expect(await idsIn(client)).toEqual([cleo.id, bob.id, ada.id]);
    const first = (await client.get(`${PATH}?limit=2`)).expect<PageJson<ContactJson>>(200);
    expect(await idsIn(client, `?limit=2&cursor=${first.nextCursor}`)).toEqual([ada.id]);
    for (const [q, found] of [
      ['élan', [ada.id]],
      ['+49', [cleo.id, bob.id]],
      ['0%', [bob.id]],
      ['a_a', []],
      ['o', [cleo.id, bob.id]],
    ] as const)
      expect([q, await idsIn(client, `?q=${encodeURIComponent(q)}`)]).toEqual([q, found]);
  });

  it('a repeated request creates one, and one that is taken back leaves the number free', async () => {
    const named = live.with({ 'idempotency-key': 'contact-1' });
    const body = { phoneNumber: aNumber(), name: 'Once' };
    const first = (await named.post(PATH, body)).expect<ContactJson>(201);
    const second = await named.post(PATH, body);
    expect(second.expect(201)).toEqual(first);
    expect(second.headers['idempotency-replayed']).toBe('true');
  });

  it.each([
    ['phoneNumber', { phoneNumber: '0612345678' }],
    ['phoneNumber', { phoneNumber: '+0612345678' }],
    ['phoneNumber', { phoneNumber: '+31 612345678' }],
    ['name', { name: ' ' }],
    ['tags', { tags: ['same', 'same'] }],
    ['tags', { tags: ['x'.repeat(41)] }],
    ['tags', { tags: ['a\u0000b'] }],
    ['tags', { tags: Array.from({ length: 21 }, (_, at) => `tag ${at}`) }],
    ['metadata', { metadata: { a: 1 } }],
    ['optedOutAt', { optedOutAt: 'yesterday' }],
  ])('a bad %s is refused by its name: %j', async (field, fields) => {
    const contact = await create(live);
    for (const refused of [
      await live.post(PATH, { phoneNumber: aNumber(), name: 'Ada', ...fields }),
      await live.patch(`${PATH}/${contact.id}`, fields),
    ])
      expect(refused.json()).toMatchObject({ status: 400, code: 'invalid_request', errors: [{ field }] });
    expect((await live.get(`${PATH}/${contact.id}`)).expect(200)).toEqual(contact);
  });

  it('every change is audited by the names of its fields, and nothing about the person is', async () => {
    const contact = await create(live, { name: 'Grace Hopper', tags: ['navy'] });
    (await live.patch(`${PATH}/${contact.id}`, { name: 'Grace Murray' })).expect(200);
    (await live.send('DELETE', `${PATH}/${contact.id}`)).expect(200);
    const database = await openDatabaseOf(tenancy.server.dataDir);
    const { rows } = await database.query<{ action: string; after: object; actor_kind: string }>(
      'SELECT action, after, actor_kind FROM audit_entries WHERE target_id = $1 ORDER BY at, id',
      [contact.id],
    );
    await database.end();
    expect(rows.map(({ action, actor_kind }) => [action, actor_kind])).toEqual([
      ['contact.created', 'key'],
      ['contact.updated', 'key'],
      ['contact.deleted', 'key'],
    ]);
    expect(rows[0]?.after).toEqual({ sandbox: false, fields: ['phoneNumber', 'name', 'tags'] });
    const left = (await dumpOf(tenancy.server.dataDir)).filter((row) => /Grace|navy/.test(row));
    expect(left).toEqual([]);
  });
});
