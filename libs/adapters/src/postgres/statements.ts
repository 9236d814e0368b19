import type { DataSource, EntityManager, QueryRunner } from 'typeorm';
import { translating } from './translate-errors.js';

type Work<T> = (manager: EntityManager) => Promise<T>;

/** Where a store's statements run: each on some connection of the pool, or all on the one of a transaction. */
export interface Statements {
  /** For a single statement. Errors are those of the ports. */
  run<T>(work: Work<T>): Promise<T>;
  /** For several statements that take effect together. */
  together<T>(work: Work<T>): Promise<T>;
}

export class PooledStatements implements Statements {
  constructor(private readonly dataSource: DataSource) {}

  run<T>(work: Work<T>): Promise<T> {
    return translating(() => work(this.dataSource.manager));
  }

  together<T>(work: Work<T>): Promise<T> {
    return inTransaction(this.dataSource, (statements) => statements.run(work));
  }
}

class TransactionStatements implements Statements {
  private last: Promise<unknown> = Promise.resolve();
  private failures: unknown[] = [];
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

  /**
   * Waits for the statements that nobody has waited for. Rejects when one has failed, even if the work went on
   * regardless: Postgres would answer COMMIT with a rollback, and no error.
   */
  async finish(): Promise<void> {
    this.isOver = true;
    await this.last;
    if (this.failures.length > 0) throw this.failures[0];
  }
}

export async function inTransaction<T>(
  dataSource: DataSource,
  work: (statements: Statements) => Promise<T>,
): Promise<T> {
  const queryRunner = dataSource.createQueryRunner();
  const statements = new TransactionStatements(queryRunner.manager);
  try {
    await translating(() => queryRunner.startTransaction());
    const result = await settled(work(statements), statements);
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
