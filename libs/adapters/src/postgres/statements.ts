import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { translating } from './translate-errors.js';

type Work<T> = (manager: EntityManager) => Promise<T>;

/** Where a store's statements run: each on some connection of the pool, or all on the one of a transaction. */
export interface Statements {
  /** For a single statement. Errors are those of the ports. */
  run<T>(work: Work<T>): Promise<T>;
  /** For several statements that take effect together. */
  together<T>(work: Work<T>): Promise<T>;
  /** For several statements that read, all of the same moment. */
  asOfOneMoment<T>(work: Work<T>): Promise<T>;
  /** Items that are written last of all, right before the commit and all at once; outside of a transaction at once. */
  atEnd<T>(write: WriteGathered<T>, item: T): Promise<void>;
}

/** The same function gathers what is written together. */
export type WriteGathered<T> = (manager: EntityManager, items: readonly T[]) => Promise<void>;

export class PooledStatements implements Statements {
  constructor(private readonly dataSource: DataSource) {}

  run<T>(work: Work<T>): Promise<T> {
    return translating(() => work(this.dataSource.manager));
  }

  together<T>(work: Work<T>): Promise<T> {
    return inTransaction(this.dataSource, (statements) => statements.run(work));
  }

  asOfOneMoment<T>(work: Work<T>): Promise<T> {
    return inTransaction(this.dataSource, (statements) => statements.run(work), 'REPEATABLE READ');
  }

  atEnd<T>(write: WriteGathered<T>, item: T): Promise<void> {
    return this.together((manager) => write(manager, [item]));
  }
}

class TransactionStatements implements Statements {
  private last: Promise<unknown> = Promise.resolve();
  private failures: unknown[] = [];
  private readonly gathered = new Map<WriteGathered<never>, unknown[]>();
  private isOver = false;

  constructor(private readonly manager: EntityManager) {}

  /** One after the other, even if called at the same time: it is one connection. */
  run<T>(work: Work<T>): Promise<T> {
    if (this.isOver) return Promise.reject(new Error('The transaction is over.'));
    const result = this.last.then(() => translating(() => work(this.manager)));
    this.last = result.catch((error: unknown) => this.failures.push(error));
    return result;
  }

  together<T>(work: Work<T>): Promise<T> {
    return this.run(work);
  }

  /** As far as its own transaction goes: each statement of it sees what others have committed by then. */
  asOfOneMoment<T>(work: Work<T>): Promise<T> {
    return this.run(work);
  }

  atEnd<T>(write: WriteGathered<T>, item: T): Promise<void> {
    if (this.isOver) return Promise.reject(new Error('The transaction is over.'));
    const items = this.gathered.get(write);
    if (items === undefined) this.gathered.set(write, [item]);
    else items.push(item);
    return Promise.resolve();
  }

  /**
   * Waits for the statements that nobody has waited for. Rejects when one has failed, even if the work went on
   * regardless: Postgres would answer COMMIT with a rollback, and no error.
   */
  async finish(): Promise<void> {
    this.isOver = true;
    await this.last;
    if (this.failures.length > 0) throw this.failures[0];
  }

  async writeGathered(): Promise<void> {
    for (const [write, items] of this.gathered) await translating(() => write(this.manager, items as never[]));
  }
}

export async function inTransaction<T>(
  dataSource: DataSource,
  work: (statements: Statements) => Promise<T>,
  isolation: 'READ COMMITTED' | 'REPEATABLE READ' = 'READ COMMITTED',
): Promise<T> {
  const queryRunner = dataSource.createQueryRunner();
  const statements = new TransactionStatements(queryRunner.manager);
  try {
    await translating(() => queryRunner.startTransaction(isolation));
    const result = await settled(work(statements), statements);
    await statements.writeGathered();
    await translating(() => queryRunner.commitTransaction());
    return result;
  } catch (error) {
    await rollBack(queryRunner);
    throw error;
  } finally {
    await queryRunner.release();
  }
}

/** However `work` ends, no statement of it is left when the connection moves on. */
async function settled<T>(work: Promise<T>, statements: TransactionStatements): Promise<T> {
  const [worked] = await Promise.allSettled([work]);
  const [finished] = await Promise.allSettled([statements.finish()]);
  if (worked.status === 'rejected') throw worked.reason;
  if (finished.status === 'rejected') throw finished.reason;
  return worked.value;
}

/** A connection whose transaction cannot be rolled back must not go back to the pool, where the next one would inherit it. */
async function rollBack(queryRunner: QueryRunner): Promise<void> {
  if (!queryRunner.isTransactionActive || queryRunner.isReleased) return;
  try {
    await queryRunner.rollbackTransaction();
  } catch {
    // Where there never was a connection, there is none to end; and why the transaction failed must not be hidden.
    const [connected] = await Promise.allSettled([queryRunner.connect() as Promise<{ end(): Promise<void> }>]);
    if (connected.status === 'fulfilled') await connected.value.end();
  }
}
