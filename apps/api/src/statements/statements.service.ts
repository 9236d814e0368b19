import { Readable } from 'node:stream';
import { Inject, Injectable, StreamableFile } from '@nestjs/common';
import type { ListQuery, StatementMonthPage, StatementView } from '@latchkey/contracts';
import { type Caller, csvHeader, csvRows, ReadStatements, type Statement } from '@latchkey/domain';
import { cursorBefore, pageRequestOf } from '../http/cursor.js';
import { toStatementMonthView, toStatementView } from './statement.presenter.js';

const MONTH = /^\d{4}-\d\d$/;

@Injectable()
export class StatementsService {
  constructor(@Inject(ReadStatements) private readonly statements: ReadStatements) {}

  async list(caller: Caller, workspaceId: string, query: ListQuery): Promise<StatementMonthPage> {
    const { items, hasMore } = await this.statements.months(caller, workspaceId, pageRequestOf(query, MONTH));
    const last = items.at(-1);
    return {
      data: items.map(toStatementMonthView),
      nextCursor: hasMore && last !== undefined ? cursorBefore(last.month) : null,
    };
  }

  async find(caller: Caller, workspaceId: string, month: string): Promise<StatementView> {
    return toStatementView(await this.statements.find(caller, workspaceId, month));
  }

  async csv(caller: Caller, workspaceId: string, month: string): Promise<StreamableFile> {
    const statement = await this.statements.find(caller, workspaceId, month);
    return csvFile(Readable.from([csvHeader(), csvRows(statement)]), `statement-${month}-${workspaceId}`);
  }

  /** The first statement is drawn before the answer begins, so that what is wrong with the question is still a problem. */
  async csvOfApi(apiId: string, month: string): Promise<StreamableFile> {
    const statements = this.statements.ofApi(apiId, month);
    const first = await statements.next();
    return csvFile(Readable.from(lines(first, statements)), `statements-${month}-${apiId}`);
  }
}

/** One statement after the other, as the reader takes them. */
async function* lines(first: IteratorResult<Statement>, more: AsyncGenerator<Statement>): AsyncGenerator<string> {
  yield csvHeader();
  if (first.done === true) return;
  yield csvRows(first.value);
  for await (const statement of more) yield csvRows(statement);
}

/** Both parts of the name have been looked up by now, so they are ids and months as we write them. */
const csvFile = (content: Readable, name: string): StreamableFile =>
  new StreamableFile(content, { type: 'text/csv; charset=utf-8', disposition: `attachment; filename="${name}.csv"` });
