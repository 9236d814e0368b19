import { csvLine } from '../csv-line.js';
import type { Included, KeyOnStatement, Statement } from './statement.js';

/** One fact a row, so that an invoice can be made by filtering: `total` once a statement, `key` for each key, `plan` for each plan. */
const COLUMNS = [
  'month',
  'closed_at',
  'api_id',
  'api',
  'workspace_id',
  'workspace',
  'line',
  'item',
  'from',
  'to',
  'id',
  'name',
  'environment',
  'type',
  'quantity',
  'included',
  'overage',
] as const;
type Row = Readonly<Partial<Record<(typeof COLUMNS)[number], string | number | null>>>;

export const csvHeader = (): string => csvLine(COLUMNS);

export function csvRows(statement: Statement): string {
  const { month, closedAtMs, startMs, endMs } = statement;
  const shared: Row = {
    month,
    closed_at: closedAtMs === null ? null : timeOf(closedAtMs),
    api_id: statement.apiId,
    api: statement.apiName,
    workspace_id: statement.workspaceId,
    workspace: statement.workspaceName,
    from: timeOf(startMs),
    to: timeOf(endMs),
  };
  const rows = [...planRows(statement), ...totalRows(statement), ...statement.lines.flatMap(keyRows)];
  return rows.map((row) => lineOf({ ...shared, ...row })).join('');
}

const planRows = ({ plans }: Statement): Row[] =>
  plans.map(({ planId, name, startMs, endMs }) => ({
    line: 'plan',
    item: 'plan',
    from: timeOf(startMs),
    to: timeOf(endMs),
    id: planId,
    name,
  }));

function totalRows({ totals, allowance, devices, keys }: Statement): Row[] {
  const allowed =
    allowance === null
      ? []
      : [
          {
            ...included('messages_of_allowance', allowance),
            from: timeOf(allowance.startMs),
            to: timeOf(allowance.endMs),
          },
        ];
  const counts = countRows(totals).map((row) => ({ line: 'total', ...row }));
  return [...counts, ...allowed, included('devices', devices), included('keys', keys)];
}

const included = (item: string, { quantity, included, overage }: Included): Row => ({
  line: 'total',
  item,
  quantity,
  included,
  overage,
});

const keyRows = (key: KeyOnStatement): Row[] =>
  countRows(key).map((row) => ({
    ...row,
    line: 'key',
    id: key.keyId,
    name: key.label,
    environment: key.environment,
    type: key.type,
  }));

const countRows = (counts: Statement['totals']): Row[] => [
  { item: 'requests_allowed', quantity: counts.requestsAllowed },
  { item: 'requests_refused', quantity: counts.requestsRefused },
  { item: 'messages', quantity: counts.messages },
  { item: 'sandbox_messages', quantity: counts.sandboxMessages },
];

const timeOf = (ms: number): string => new Date(ms).toISOString();

const lineOf = (row: Row): string => csvLine(COLUMNS.map((column) => row[column] ?? null));
