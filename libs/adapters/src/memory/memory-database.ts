import type { Database, Stores } from '@latchkey/domain';
import { ConcurrencyLimit } from '../concurrency-limit.js';
import { memoryStores } from './memory-stores.js';
import { MemoryTransaction } from './memory-transaction.js';
import type { TableAccess } from './table-access.js';
import { emptyTables, type Tables } from './tables.js';

/**
 * Everything in this process's memory, gone when the process ends: for tests and for trying things out.
 *
 * Writers run one after the other, each write outside of a transaction being a transaction of its own, so `lock` needs
 * to do nothing. Readers never wait and never see what is not committed. A transaction that awaits a write of its own
 * through the database, instead of through the stores it was given, waits for itself for ever.
 */
export class MemoryDatabase implements Database, TableAccess {
  readonly tables: Tables = emptyTables();
  private readonly writers = new ConcurrencyLimit(1);
  private readonly stores = memoryStores(this);

  readonly apis = this.stores.apis;
  readonly plans = this.stores.plans;
  readonly workspaces = this.stores.workspaces;
  readonly apps = this.stores.apps;
  readonly keys = this.stores.keys;
  readonly users = this.stores.users;
  readonly sessions = this.stores.sessions;
  readonly audit = this.stores.audit;
  readonly devices = this.stores.devices;
  readonly messages = this.stores.messages;
  readonly idempotency = this.stores.idempotency;
  readonly meters = this.stores.meters;
  readonly usage = this.stores.usage;

  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    return this.inTurn((transaction) => work(memoryStores(transaction)));
  }

  write<T>(change: (tables: Tables) => T): Promise<T> {
    return this.inTurn((transaction) => transaction.write(change));
  }

  private inTurn<T>(work: (transaction: MemoryTransaction) => Promise<T>): Promise<T> {
    return this.writers.run(async () => {
      const transaction = new MemoryTransaction(this.tables);
      try {
        const result = await work(transaction);
        transaction.commit();
        return result;
      } finally {
        transaction.close();
      }
    });
  }
}
