import { monthAt, monthsBetween, spanOfMonth } from '../billing/month.js';
import type { Statement } from '../billing/statement.js';
import { countableSinceMs } from '../billing/statement-window.js';
import { NotFoundError } from '../errors.js';
import type { PeriodSpan } from '../metering/period.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database } from '../ports/database.port.js';
import type { Page, PageRequest } from '../ports/page.js';
import type { Workspace } from '../tenancy/workspace.js';
import type { UsageWriter } from '../usage/usage-writer.js';
import { assertReaches, type Caller } from './caller.js';
import type { DrawStatement } from './draw-statement.js';

export interface StatementMonth extends PeriodSpan {
  readonly month: string;
  /** `null`: it is open. */
  readonly closedAtMs: number | null;
}

const WORKSPACES_AT_ONCE = 100;

/** Statements of months that are closed as they were kept; of those that are open, as things stand at this moment. */
export class ReadStatements {
  constructor(
    private readonly database: Database,
    private readonly writer: Pick<UsageWriter, 'flush'>,
    private readonly drawStatement: DrawStatement,
    private readonly clock: Clock,
  ) {}

  /** The newest first; a page goes on before the month that `beforeId` names. @throws NotFoundError */
  async months(caller: Caller, workspaceId: string, { limit, beforeId }: PageRequest): Promise<Page<StatementMonth>> {
    const workspace = await this.workspaceOf(caller, workspaceId);
    const closed = new Map(
      (await this.database.statements.months(workspaceId)).map(({ month, closedAtMs }) => [month, closedAtMs]),
    );
    const nowMs = this.clock.nowMs();
    const months = monthsBetween(workspace.createdAtMs, nowMs)
      .filter((month) => closed.has(month) || isCountable(month, nowMs))
      .filter((month) => beforeId === undefined || month < beforeId)
      .reverse();
    const items = months
      .slice(0, limit)
      .map((month) => ({ month, ...spanOfMonth(month), closedAtMs: closed.get(month) ?? null }));
    return { items, hasMore: months.length > limit };
  }

  /** @throws NotFoundError for a month that has not come, or of which nothing is known; InvalidFieldError naming `month` */
  async find(caller: Caller, workspaceId: string, month: string): Promise<Statement> {
    const workspace = await this.workspaceOf(caller, workspaceId);
    spanOfMonth(month);
    const statement = await this.statementOf(workspace, month);
    if (statement === null) throw new NotFoundError('statement');
    return statement;
  }

  /** Of every workspace of an API that was there. @throws as `find`, before the first one is yielded */
  async *ofApi(apiId: string, month: string): AsyncGenerator<Statement> {
    const { startMs } = spanOfMonth(month);
    if ((await this.database.apis.find(apiId)) === null) throw new NotFoundError('API');
    if (startMs > this.clock.nowMs()) throw new NotFoundError('statement');
    let beforeId: string | undefined;
    do {
      const request = { limit: WORKSPACES_AT_ONCE, ...(beforeId !== undefined && { beforeId }) };
      const { items, hasMore } = await this.database.workspaces.page({ apiId }, request);
      for (const workspace of items) {
        const statement = await this.statementOf(workspace, month);
        if (statement !== null) yield statement;
      }
      beforeId = hasMore ? items.at(-1)?.id : undefined;
    } while (beforeId !== undefined);
  }

  private async statementOf({ id: workspaceId, createdAtMs }: Workspace, month: string): Promise<Statement | null> {
    const closed = await this.database.statements.find(workspaceId, month);
    if (closed !== null) return closed;
    const nowMs = this.clock.nowMs();
    const { startMs, endMs } = spanOfMonth(month);
    if (startMs > nowMs || endMs <= createdAtMs || !isCountable(month, nowMs)) return null;
    await this.writer.flush();
    return this.drawStatement.execute({ workspaceId, month, nowMs, closedAtMs: null });
  }

  private async workspaceOf(caller: Caller, workspaceId: string): Promise<Workspace> {
    assertReaches(caller, workspaceId);
    const workspace = await this.database.workspaces.find(workspaceId);
    if (workspace === null) throw new NotFoundError('workspace');
    return workspace;
  }
}

/** Months are named so that they sort as they follow each other. */
const isCountable = (month: string, nowMs: number): boolean => month >= monthAt(countableSinceMs(nowMs));
