import { type FormerTerms, type TermsInTime, termsWithin } from '../billing/former-terms.js';
import { spanOfMonth } from '../billing/month.js';
import {
  type AllowanceOnStatement,
  type ClosedStatement,
  type CountsOnStatement,
  includedOf,
  type KeyOnStatement,
  type PlanOnStatement,
  type Statement,
} from '../billing/statement.js';
import { NotFoundError } from '../errors.js';
import type { ApiKey } from '../key/api-key.js';
import { takesPlace } from '../key/place-of-key.js';
import { periodAt, type PeriodSpan } from '../metering/period.js';
import type { Database, MessagesOfKey } from '../ports/database.port.js';
import type { KeyCount } from '../ports/usage-store.port.js';
import type { Plan } from '../tenancy/plan.js';
import { limitsOf, type Workspace } from '../tenancy/workspace.js';
import { everyPage } from './every-page.js';

type Read = Pick<Database, 'apis' | 'plans' | 'workspaces' | 'keys' | 'devices' | 'messages' | 'usage' | 'formerTerms'>;

/** What there was at a moment is told by what is known of it at this one. */
export interface Drawing {
  readonly workspaceId: string;
  readonly month: string;
  readonly nowMs: number;
  /** `null`: the month stays open. */
  readonly closedAtMs: number | null;
}

/** Puts together what a workspace used in a month, and keeps nothing. */
export class DrawStatement {
  constructor(private readonly database: Read) {}

  /** @throws NotFoundError, InvalidFieldError naming `month` */
  async execute(drawing: Drawing & { readonly closedAtMs: number }): Promise<ClosedStatement>;
  async execute(drawing: Drawing): Promise<Statement>;
  async execute({ workspaceId, month, nowMs, closedAtMs }: Drawing): Promise<Statement> {
    const span = spanOfMonth(month);
    const lastMs = Math.min(span.endMs - 1, nowMs);
    const workspace = await this.database.workspaces.find(workspaceId);
    const api = workspace && (await this.database.apis.find(workspace.apiId));
    if (!workspace || !api) throw new NotFoundError('workspace');
    const plans = await this.plansWithin(span, workspace);
    const { limits, monthStarts } = plans.at(-1)!;
    const keys = await this.keysAt(workspaceId, lastMs);
    const counts = await this.countsByKey(workspaceId, span);
    const anchorMs = monthStarts === 'anchored' ? workspace.createdAtMs : null;
    return {
      workspaceId,
      workspaceName: workspace.name,
      apiId: api.id,
      apiName: api.name,
      month,
      ...span,
      closedAtMs,
      plans,
      totals: sumOf([...counts.values()]),
      allowance: await this.allowance(workspace, keys, allowanceEndingIn(span, anchorMs), limits.messagesPerMonth),
      devices: includedOf(await this.database.devices.countAt(workspaceId, lastMs), limits.devicesMax),
      keys: includedOf(placesTaken(keys, lastMs), limits.keysMax),
      lines: [...keys.values()].flatMap((key) => lineOf(key, counts.get(key.id))).sort(byKeyId),
    };
  }

  /** Every key that there was, dead ones too. */
  private async keysAt(workspaceId: string, atMs: number): Promise<ReadonlyMap<string, ApiKey>> {
    const keys = await everyPage((page) => this.database.keys.page({ workspaceId }, page, atMs));
    return new Map(keys.filter(({ createdAtMs }) => createdAtMs <= atMs).map((key) => [key.id, key]));
  }

  private async plansWithin(span: PeriodSpan, workspace: Workspace): Promise<PlanOnStatement[]> {
    const former: readonly FormerTerms[] = await this.database.formerTerms.ofWorkspace(workspace.id);
    const catalogue = await this.database.plans.ofApi(workspace.apiId);
    return termsWithin(span, workspace, former).map((terms) => planOnStatement(terms, workspace, catalogue));
  }

  private async countsByKey(
    workspaceId: string,
    span: PeriodSpan,
  ): Promise<ReadonlyMap<string | null, CountsOnStatement>> {
    const { usage, messages } = this.database;
    // Days, which every width of counts is part of: a month begins and ends with one.
    const range = { step: 'day', fromMs: span.startMs, toMs: span.endMs } as const;
    const requests = await usage.busiest(workspaceId, range, KEYS_MAX);
    return together(requests, await messages.countsByKey(workspaceId, span));
  }

  /** As it is metered: what a sandbox key sends takes nothing from it, what people send does. */
  private async allowance(
    { id, createdAtMs }: Workspace,
    keys: ReadonlyMap<string, ApiKey>,
    span: PeriodSpan,
    included: number | null,
  ): Promise<AllowanceOnStatement | null> {
    if (span.endMs <= createdAtMs) return null;
    const counts = await this.database.messages.countsByKey(id, span);
    const taking = counts.filter(({ keyId }) => keyId === null || keys.get(keyId)?.type !== 'sandbox');
    return { ...span, ...includedOf(total(taking), included) };
  }
}

/** More than any workspace has: all of them. */
const KEYS_MAX = 2 ** 31 - 1;

function planOnStatement(terms: TermsInTime, workspace: Workspace, catalogue: readonly Plan[]): PlanOnStatement {
  const plan = catalogue.find(({ id }) => id === terms.planId);
  if (plan === undefined) throw new NotFoundError('plan');
  const { id: planId, slug, name, monthStarts } = plan;
  const limits = limitsOf({ ...workspace, overrides: terms.overrides }, plan);
  return { planId, slug, name, monthStarts, limits, startMs: terms.startMs, endMs: terms.endMs };
}

/** Of the months of an allowance, the one that ends in a month of the calendar. There is exactly one. */
function allowanceEndingIn({ endMs }: PeriodSpan, anchorMs: number | null): PeriodSpan {
  const last = periodAt('month', endMs - 1, anchorMs);
  return last.endMs === endMs ? last : periodAt('month', last.startMs - 1, anchorMs);
}

const NOTHING: CountsOnStatement = { requestsAllowed: 0, requestsRefused: 0, messages: 0, sandboxMessages: 0 };

function together(
  requests: readonly KeyCount[],
  sent: readonly MessagesOfKey[],
): Map<string | null, CountsOnStatement> {
  const byKey = new Map<string | null, CountsOnStatement>();
  const add = (keyId: string | null, more: Partial<CountsOnStatement>): void =>
    void byKey.set(keyId, sumOf([byKey.get(keyId) ?? NOTHING, { ...NOTHING, ...more }]));
  for (const { keyId, outcome, count } of requests)
    add(keyId, outcome === 'allowed' ? { requestsAllowed: count } : { requestsRefused: count });
  for (const { keyId, sandbox, count } of sent) add(keyId, sandbox ? { sandboxMessages: count } : { messages: count });
  return byKey;
}

const sumOf = (all: readonly CountsOnStatement[]): CountsOnStatement =>
  all.reduce(
    (sum, more) => ({
      requestsAllowed: sum.requestsAllowed + more.requestsAllowed,
      requestsRefused: sum.requestsRefused + more.requestsRefused,
      messages: sum.messages + more.messages,
      sandboxMessages: sum.sandboxMessages + more.sandboxMessages,
    }),
    NOTHING,
  );

const total = (counts: readonly { readonly count: number }[]): number =>
  counts.reduce((sum, { count }) => sum + count, 0);

function placesTaken(keys: ReadonlyMap<string, ApiKey>, atMs: number): number {
  // What was made later is not among the keys, and so had not taken anybody's place.
  const asItWas = (key: ApiKey): ApiKey => (successorOf(key) === null ? { ...key, replacement: null } : key);
  const successorOf = ({ replacement }: ApiKey): ApiKey | null => (replacement && keys.get(replacement.byId)) ?? null;
  return [...keys.values()].map(asItWas).filter((key) => {
    const successor = successorOf(key);
    return takesPlace(key, successor && asItWas(successor), atMs);
  }).length;
}

const lineOf = ({ id: keyId, label, environment, type }: ApiKey, counts?: CountsOnStatement): KeyOnStatement[] =>
  counts === undefined ? [] : [{ keyId, label, environment, type, ...counts }];

const byKeyId = (one: KeyOnStatement, other: KeyOnStatement): number => (one.keyId < other.keyId ? -1 : 1);
