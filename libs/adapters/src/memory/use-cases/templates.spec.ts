import { KeepTemplates, textOfTemplate } from '@latchkey/domain';
import { ManualClock, SeededRandom } from '@latchkey/testing';
import { aCaller, aTenant } from './a-tenant.fixture.js';

const FIELDS = { name: 'order_shipped', language: 'en-GB', body: 'Hello {{1}}, it is on its way.' };

async function setUp() {
  const { database, workspace } = await aTenant();
  const clock = new ManualClock();
  const keep = new KeepTemplates(database, clock, new SeededRandom());
  const created = (more: object = {}) => keep.create(aCaller(), workspace.id, { ...FIELDS, ...more });
  const addressOf = ({ id }: { id: string }) => ({ workspaceId: workspace.id, templateId: id });
  return { database, clock, workspace, keep, created, addressOf };
}

test('a template is a draft until somebody approves it, and again when its words change', async () => {
  const { keep, created, addressOf } = await setUp();
  const template = await created();
  expect(template).toMatchObject({ status: 'draft', language: 'en_GB' });
  const update = (fields: object) => keep.update(aCaller(), addressOf(template), fields);
  expect(await update({ status: 'approved' })).toMatchObject({ status: 'approved' });
  expect(await update({ body: FIELDS.body })).toMatchObject({ status: 'approved' });
  expect(await update({ name: 'shipped' })).toMatchObject({ status: 'approved' });
  expect(await update({ body: 'Other {{1}}' })).toMatchObject({ status: 'draft' });
  expect(await update({ body: 'Third', status: 'approved' })).toMatchObject({ status: 'approved' });
});

test('every change is in the audit log; nothing is where nothing changes', async () => {
  const { database, workspace, keep, created, addressOf } = await setUp();
  const template = await created();
  await keep.update(aCaller(), addressOf(template), {});
  await keep.update(aCaller(), addressOf(template), { status: 'approved' });
  await keep.remove(aCaller(), addressOf(template));
  const { items } = await database.audit.page({ workspaceId: workspace.id }, { limit: 9 });
  const actions = items.map(({ action }) => action).sort();
  expect(actions).toEqual(['template.created', 'template.deleted', 'template.updated']);
});

test('a message is made from an approved template, by its id or by its name; the sandbox may use drafts', async () => {
  const { database, workspace, keep, created, addressOf } = await setUp();
  const template = await created();
  const live = { workspaceId: workspace.id, sandbox: false };
  const byName = { name: 'order_shipped', language: 'en-GB', variables: ['Ada'] };
  const text = 'Hello Ada, it is on its way.';
  expect(await textOfTemplate(database, { ...live, sandbox: true }, byName)).toBe(text);
  await expect(textOfTemplate(database, live, byName)).rejects.toMatchObject({ field: 'template' });
  await keep.update(aCaller(), addressOf(template), { status: 'approved' });
  for (const use of [byName, { ...byName, language: 'en_GB' }, { id: template.id, variables: ['Ada'] }])
    expect(await textOfTemplate(database, live, use)).toBe(text);
});

test.each([
  ['none', {}, 'template'],
  ['a name without a language', { name: 'order_shipped' }, 'template'],
  ['both an id and a name', { id: 'tpl_1', name: 'order_shipped', language: 'en' }, 'template'],
  ['an id that is not there', { id: 'tpl_1' }, 'template.id'],
  ['a name in another language', { name: 'order_shipped', language: 'nl' }, 'template.name'],
  ['no variables where there are some', { name: 'order_shipped', language: 'en_GB' }, 'template.variables'],
])('%s is refused by the name of the field', async (_, use, field) => {
  const { database, workspace, created } = await setUp();
  await created({ status: 'approved' });
  const place = { workspaceId: workspace.id, sandbox: false };
  await expect(textOfTemplate(database, place, use)).rejects.toMatchObject({ code: 'invalid_request', field });
});
