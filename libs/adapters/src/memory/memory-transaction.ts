import type { TableAccess } from './table-access.js';
import { settle, tablesOver, type Tables } from './tables.js';

/** Tables over those of everybody, until it is decided whether the changes become theirs. */
export class MemoryTransaction implements TableAccess {
  readonly tables: Tables;
  private isOver = false;
  private failures: unknown[] = [];

  constructor(beneath: Tables) {
    this.tables = tablesOver(beneath);
  }

  write<T>(change: (tables: Tables) => T): Promise<T> {
    const written = new Promise<T>((resolve) => {
      if (this.isOver) throw new Error('The transaction is over.');
      resolve(change(this.tables));
    });
    written.catch((error: unknown) => this.failures.push(error));
    return written;
  }

  /**
   * Throws, and changes nothing, when a write was refused, even if `work` went on regardless: a Postgres transaction
   * cannot commit after a failed statement, and code that was tried on this adapter must not find out later.
   */
  commit(): void {
    if (this.failures.length > 0) throw this.failures[0];
    settle(this.tables);
  }

  close(): void {
    this.isOver = true;
  }
}
