import { csvHeader, csvRows } from './statement-csv.js';
import { includedOf, type KeyOnStatement, type Statement } from './statement.js';
import { NO_LIMITS } from '../tenancy/plan.js';

const span = { startMs: Date.UTC(2026, 0, 1), endMs: Date.UTC(2026, 1, 1) };
const counts = { requestsAllowed: 12, requestsRefused: 3, messages: 2, sandboxMessages: 1 };
const aKey = (label: string): KeyOnStatement => ({
  keyId: 'key_1',
  label,
  environment: 'live',
  type: 'production',
  ...counts,
});
const aStatement = (more: Partial<Statement> = {}): Statement => ({
  workspaceId: 'ws_1',
  workspaceName: 'Acme',
  apiId: 'api_1',
  apiName: 'Messages',
  month: '2026-01',
  ...span,
  closedAtMs: Date.UTC(2026, 1, 1, 1),
  plans: [{ planId: 'plan_1', slug: 'gold', name: 'Gold', monthStarts: 'calendar', limits: NO_LIMITS, ...span }],
  totals: counts,
  allowance: { ...span, ...includedOf(3, 2) },
  devices: includedOf(1, null),
  keys: includedOf(1, 10),
  lines: [aKey('Billing')],
  ...more,
});

test('a fact is a row, and every row has every column', () => {
  const shared = '2026-01,2026-02-01T01:00:00.000Z,api_1,Messages,ws_1,Acme';
  const month = '2026-01-01T00:00:00.000Z,2026-02-01T00:00:00.000Z';
  expect((csvHeader() + csvRows(aStatement())).split('\r\n')).toEqual([
    'month,closed_at,api_id,api,workspace_id,workspace,line,item,from,to,id,name,environment,type,quantity,included,overage',
    `${shared},plan,plan,${month},plan_1,Gold,,,,,`,
    `${shared},total,requests_allowed,${month},,,,,12,,`,
    `${shared},total,requests_refused,${month},,,,,3,,`,
    `${shared},total,messages,${month},,,,,2,,`,
    `${shared},total,sandbox_messages,${month},,,,,1,,`,
    `${shared},total,messages_of_allowance,${month},,,,,3,2,1`,
    `${shared},total,devices,${month},,,,,1,,0`,
    `${shared},total,keys,${month},,,,,1,10,0`,
    `${shared},key,requests_allowed,${month},key_1,Billing,live,production,12,,`,
    `${shared},key,requests_refused,${month},key_1,Billing,live,production,3,,`,
    `${shared},key,messages,${month},key_1,Billing,live,production,2,,`,
    `${shared},key,sandbox_messages,${month},key_1,Billing,live,production,1,,`,
    '',
  ]);
});

test('an open month says so by the absence of a moment', () => {
  expect(csvRows(aStatement({ closedAtMs: null }))).toMatch(/^2026-01,,api_1,/);
});

test.each([
  ['Plain', 'Plain'],
  ['a, b', '"a, b"'],
  ['say "hi"', '"say ""hi"""'],
  ['two\r\nlines', '"two\r\nlines"'],
  ["=cmd|'/c calc'!A1", `"'=cmd|'/c calc'!A1"`],
  ['+1', `"'+1"`],
  ['-1', `"'-1"`],
  ['@SUM(A1)', `"'@SUM(A1)"`],
  ['\t=1', `"'\t=1"`],
  [' =1', `"' =1"`],
  ['＝1', `"'＝1"`],
  ['=a","=b', `"'=a"",""=b"`],
  ['1=1', '1=1'],
])('the label %j is the field %s', (label, field) => {
  expect(csvRows(aStatement({ lines: [aKey(label)] }))).toContain(`,key_1,${field},live,`);
});

test('names of workspaces, APIs and plans are held back in the same way', () => {
  const [plan] = aStatement().plans;
  const rows = csvRows(
    aStatement({ workspaceName: '=1+1', apiName: '@api', plans: [{ ...plan!, name: '-plan' }], lines: [] }),
  );
  expect(rows).toContain(`"'@api",ws_1,"'=1+1"`);
  expect(rows).toContain(`plan_1,"'-plan"`);
  for (const field of rows.split(/[,\r\n]+/)) expect(field).not.toMatch(/^[=+@-]/);
});
