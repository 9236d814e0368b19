import type { Database, Stores } from '@latchkey/domain';
import { useMigratedDatabase } from './migrated-database.fixture.js';

export interface HeldTransactions {
  readonly database: () => Database;
  /** A transaction that has done its work and does not end before `end`. */
  readonly held: (work: (stores: Stores) => Promise<unknown>) => Promise<{ readonly end: () => Promise<void> }>;
  readonly untilSomebodyWaits: () => Promise<void>;
}

/**
 * For what comes from two transactions at once, one of which is held open: the memory adapter runs them one after the
 * other, so this is Postgres's to show.
 */
export function useHeldTransactions(): HeldTransactions {
  const { database, query } = useMigratedDatabase();
  let open: (() => void)[] = [];

  afterEach(() => {
    for (const release of open) release();
    open = [];
  });

  return {
    database,

    async held(work) {
      let release = () => {};
      const released = new Promise<void>((resolve) => (release = resolve));
      open.push(release);
      let over: Promise<void> = Promise.resolve();
      await new Promise<void>((done, fail) => {
        over = database().transaction(async (stores) => {
          await work(stores);
          done();
          await released;
        });
        over.catch(fail);
      });
      return { end: () => (release(), over) };
    },

    async untilSomebodyWaits() {
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      for (let i = 0; i < 500; i++) if ((await query(waiting)).length > 0) return;
      throw new Error('Nobody came to wait.');
    },
  };
}
