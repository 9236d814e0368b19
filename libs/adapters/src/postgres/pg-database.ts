import type { Database, Stores } from '@latchkey/domain';
import type { DataSource } from 'typeorm';
import { dataSourceFor, type PoolOptions } from './data-source.js';
import { inTransaction, PooledStatements } from './statements.js';
import { pgStores } from './stores/pg-stores.js';
import type { PostgresTarget } from './target.js';
import { translating } from './translate-errors.js';

/** Each call on some connection of a pool; a transaction on one. */
export class PgDatabase implements Database {
  private readonly stores: Stores;

  readonly apis;
  readonly plans;
  readonly workspaces;
  readonly apps;
  readonly keys;
  readonly users;
  readonly sessions;
  readonly audit;
  readonly devices;
  readonly messages;
  readonly idempotency;
  readonly meters;
  readonly usage;

  private constructor(private readonly dataSource: DataSource) {
    this.stores = pgStores(new PooledStatements(dataSource));
    ({
      apis: this.apis,
      plans: this.plans,
      workspaces: this.workspaces,
      apps: this.apps,
      keys: this.keys,
      users: this.users,
      sessions: this.sessions,
      audit: this.audit,
      devices: this.devices,
      messages: this.messages,
      idempotency: this.idempotency,
      meters: this.meters,
      usage: this.usage,
    } = this.stores);
  }

  /** Connects to a database that `migrate` has prepared. @throws StoreUnavailableError */
  static async open(target: PostgresTarget, options?: PoolOptions): Promise<PgDatabase> {
    const dataSource = dataSourceFor(target, options);
    await translating(() => dataSource.initialize());
    return new PgDatabase(dataSource);
  }

  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, (statements) => work(pgStores(statements)));
  }

  /** Resolves when the database answers. @throws StoreUnavailableError */
  async ping(): Promise<void> {
    await translating(() => this.dataSource.query('SELECT 1'));
  }

  /** Breaks off what is under way, so let that end first. Closing again does nothing. */
  async close(): Promise<void> {
    if (this.dataSource.isInitialized) await this.dataSource.destroy();
  }
}
