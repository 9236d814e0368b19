import { randomBytes } from 'node:crypto';
import type { AuditSeal, Database, Stores } from '@latchkey/domain';
import { ConcurrencyLimit } from '../concurrency-limit.js';
import { HmacAuditSeal } from '../system/hmac-audit-seal.js';
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
  private readonly stores = memoryStores(this, this.auditSeal);

  readonly apis = this.stores.apis;
  readonly plans = this.stores.plans;
  readonly workspaces = this.stores.workspaces;
  readonly apps = this.stores.apps;
  readonly members = this.stores.members;
  readonly invitations = this.stores.invitations;
  readonly keys = this.stores.keys;
  readonly users = this.stores.users;
  readonly sessions = this.stores.sessions;
  readonly audit = this.stores.audit;
  readonly devices = this.stores.devices;
  readonly messages = this.stores.messages;
  readonly idempotency = this.stores.idempotency;
  readonly meters = this.stores.meters;
  readonly events = this.stores.events;
  readonly webhooks = this.stores.webhooks;
  readonly deliveries = this.stores.deliveries;
  readonly usage = this.stores.usage;
  readonly contacts = this.stores.contacts;
  readonly templates = this.stores.templates;
  readonly keyNotices = this.stores.keyNotices;
  readonly usageSignals = this.stores.usageSignals;
  readonly mails = this.stores.mails;
  readonly passwordResets = this.stores.passwordResets;
  readonly secondFactors = this.stores.secondFactors;
  readonly leakNotices = this.stores.leakNotices;
  readonly alerts = this.stores.alerts;
  readonly alertRules = this.stores.alertRules;
  readonly alertSilences = this.stores.alertSilences;
  readonly formerTerms = this.stores.formerTerms;
  readonly statements = this.stores.statements;

  /** @param auditSeal one of its own unless told: nothing outlives the process that could be held against it */
  constructor(private readonly auditSeal: AuditSeal = new HmacAuditSeal(randomBytes(32).toString('hex'))) {}

  transaction<T>(work: (stores: Stores) => Promise<T>): Promise<T> {
    return this.inTurn((transaction) => work(memoryStores(transaction, this.auditSeal)));
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
