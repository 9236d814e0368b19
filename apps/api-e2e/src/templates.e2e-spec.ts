import type { Http } from './http.js';
import { Server, WITH_OPERATOR } from './server.js';
import { defineWorkspace, issueKey, type PageJson, type Tenancy, tenancyOn } from './tenancy.js';

interface TemplateJson {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  readonly body: string;
  readonly variables: number;
  readonly status: string;
}

const PATH = '/v1/templates';
const BODY = 'Hello {{1}}, order {{2}} is on its way.';

describe('templates', () => {
  let tenancy: Tenancy;
  let live: Http;
  let names = 0;

  beforeAll(async () => {
    tenancy = await tenancyOn(await Server.start(WITH_OPERATOR));
    live = await as();
  });

  const as = async (more: object = {}, workspace = tenancy.workspace): Promise<Http> => {
    const { secret } = await issueKey(tenancy.operator, workspace, { scopes: ['write'], ...more });
    return tenancy.server.http.bearer(secret);
  };
  const create = async (client: Http, more: object = {}): Promise<TemplateJson> =>
    (await client.post(PATH, { name: `template_${++names}`, language: 'en', body: BODY, ...more })).expect(201);

  it('is created, read, changed and deleted', async () => {
    const template = await create(live, { name: 'order_shipped', language: 'en-GB' });
    expect(template).toMatchObject({
      id: expect.stringMatching(/^tpl_[0-9a-z]{26}$/),
      name: 'order_shipped',
      language: 'en_GB',
      body: BODY,
      variables: 2,
      status: 'draft',
    });
    const path = `${PATH}/${template.id}`;
    expect((await live.get(path)).expect(200)).toEqual(template);
    expect((await live.patch(path, { status: 'approved' })).expect(200)).toMatchObject({ status: 'approved' });
    const reworded = { body: 'Bye {{1}}.' };
    expect((await live.patch(path, reworded)).expect(200)).toMatchObject({
      ...reworded,
      variables: 1,
      status: 'draft',
    });
    expect((await live.send('DELETE', path)).expect(200)).toMatchObject({ id: template.id });
    for (const gone of [await live.get(path), await live.patch(path, {}), await live.send('DELETE', path)])
      expect(gone.json()).toMatchObject({ status: 404, code: 'not_found' });
  });

  it('no two share a name in one language', async () => {
    const { name } = await create(live, { language: 'pt-BR' });
    const refused = await live.post(PATH, { name, language: 'pt_BR', body: 'Olá' });
    expect(refused.json()).toMatchObject({ status: 409, code: 'conflict', errors: [{ field: 'name' }] });
    const other = await create(live, { name, language: 'nl' });
    const moved = await live.patch(`${PATH}/${other.id}`, { language: 'pt-BR' });
    expect(moved.json()).toMatchObject({ status: 409, errors: [{ field: 'name' }] });
    await create(await as({}, await defineWorkspace(tenancy.operator, tenancy.api, 'Other')), { name, language: 'nl' });
  });

  it.each([
    ['name', { name: 'Order' }],
    ['name', { name: 'order__shipped' }],
    ['name', { name: '1st' }],
    ['language', { language: 'english' }],
    ['language', { language: 'en_gb' }],
    ['body', { body: 'Hello {{2}}' }],
    ['body', { body: 'Hello {{name}}' }],
    ['body', { body: Array.from({ length: 11 }, (_, at) => `{{${at + 1}}}`).join() }],
    ['status', { status: 'rejected' }],
  ])('a bad %s is refused by its name: %j', async (field, fields) => {
    const template = await create(live);
    for (const refused of [
      await live.post(PATH, { name: `template_${++names}`, language: 'en', body: BODY, ...fields }),
      await live.patch(`${PATH}/${template.id}`, fields),
    ])
      expect(refused.json()).toMatchObject({ status: 400, code: 'invalid_request', errors: [{ field }] });
    expect((await live.get(`${PATH}/${template.id}`)).expect(200)).toEqual(template);
  });

  it('the sandbox reads them and changes none, and another workspace sees none', async () => {
    const template = await create(live);
    const path = `${PATH}/${template.id}`;
    const sandbox = await as({ type: 'sandbox' });
    expect((await sandbox.get(path)).expect(200)).toEqual(template);
    for (const refused of [
      await sandbox.post(PATH, { name: 'mine', language: 'en', body: 'Hello' }),
      await sandbox.patch(path, { body: 'Bye' }),
      await sandbox.send('DELETE', path),
    ])
      expect(refused.json()).toMatchObject({ status: 403, code: 'environment_denied' });
    const stranger = await as({}, await defineWorkspace(tenancy.operator, tenancy.api, 'Stranger'));
    expect((await stranger.get(PATH)).expect(200)).toMatchObject({ data: [] });
    for (const ask of [stranger.get(path), stranger.patch(path, { body: 'Bye' }), stranger.send('DELETE', path)])
      expect((await ask).json()).toMatchObject({ status: 404 });
    expect((await live.get(path)).expect(200)).toEqual(template);
  });

  it('are listed newest first, page by page, and a repeated request creates one', async () => {
    const client = await as({}, await defineWorkspace(tenancy.operator, tenancy.api, 'Listed'));
    const ids = [(await create(client)).id, (await create(client)).id, (await create(client)).id].reverse();
    const first = (await client.get(`${PATH}?limit=2`)).expect<PageJson<TemplateJson>>(200);
    const second = (await client.get(`${PATH}?limit=2&cursor=${first.nextCursor}`)).expect<PageJson<TemplateJson>>(200);
    expect([...first.data, ...second.data].map(({ id }) => id)).toEqual(ids);
    const named = client.with({ 'idempotency-key': 'template-1' });
    const body = { name: 'once', language: 'en', body: 'Hello' };
    const made = (await named.post(PATH, body)).expect<TemplateJson>(201);
    expect((await named.post(PATH, body)).expect(201)).toEqual(made);
  });
});
