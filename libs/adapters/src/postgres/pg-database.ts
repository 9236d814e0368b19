import type { AuditSeal, Database, Stores } from '@latchkey/domain';
import type { DataSource } from 'typeorm';
import { dataSourceFor, type PoolOptions } from './data-source.js';
import { inTransaction, PooledStatements } from './statements.js';
import { pgStores } from './stores/pg-stores.js';
import type { PostgresTarget } from './target.js';
import { translating } from './translate-errors.js';

export interface PgDatabaseOptions extends PoolOptions {
  /** Seals the audit log. */
  readonly auditSeal: AuditSeal;
}

/** Each call on some connection of a pool; a transaction on one. */
export class PgDatabase implements Database {
  private readonly stores: Stores;

  readonly apis;
  readonly plans;
  readonly workspaces;
  readonly apps;
  readonly members;
  readonly invitations;
  readonly keys;
  readonly users;
  readonly sessions;
  readonly audit;
  readonly devices;
  readonly messages;
  readonly idempotency;
  readonly meters;
  readonly events;
  readonly webhooks;
  readonly deliveries;
  readonly usage;
  readonly contacts;
  readonly templates;
  readonly keyNotices;
  readonly usageSignals;
  readonly mails;
  readonly passwordResets;
  readonly secondFactors;
  readonly leakNotices;
  readonly alerts;
  readonly alertRules;
  readonly alertSilences;
  readonly formerTerms;
  readonly statements;

  private constructor(
    private readonly dataSource: DataSource,
    private readonly auditSeal: AuditSeal,
  ) {
    this.stores = pgStores(new PooledStatements(dataSource), auditSeal);
    ({
      apis: this.apis,
      plans: this.plans,
      workspaces: this.workspaces,
      apps: this.apps,
      members: this.members,
      invitations: this.invitations,
      keys: this.keys,
      users: this.users,
      sessions: this.sessions,
      audit: this.audit,
      devices: this.devices,
      messages: this.messages,
      idempotency: this.idempotency,
      meters: this.meters,
      events: this.events,
      webhooks: this.webhooks,
      deliveries: this.deliveries,
      usage: this.usage,
      contacts: this.contacts,
      templates: this.templates,
      keyNotices: this.keyNotices,
      usageSignals: this.usageSignals,
      mails: this.mails,
      passwordResets: this.passwordResets,
      secondFactors: this.secondFactors,
      leakNotices: this.leakNotices,
      alerts: this.alerts,
      alertRules: this.alertRules,
      alertSilences: this.alertSilences,
      formerTerms: this.formerTerms,
      statements: this.statements,
    } = this.stores);
  }

  /** Connects to a database that `migrate` has prepared. @throws StoreUnavailableError */
  static async open(target: PostgresTarget, { auditSeal, ...pool }: PgDatabaseOptions): Promise<PgDatabase> {
    const dataSource = dataSourceFor(target, pool);
    await translating(() => dataSource.initialize());
    return new PgDatabase(dataSource, auditSeal);
  }

  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    return inTransaction(this.dataSource, (statements) => work(pgStores(statements, this.auditSeal)));
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
