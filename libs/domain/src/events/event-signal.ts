import type { Database, Stores } from '../ports/database.port.js';

/**
 * The same database, which calls `tell` after every commit that may have given webhooks something to do. It is only a
 * hint that saves waiting: whoever works on events finds them in the database, told or not.
 */
export function tellingOfEvents(database: Database, tell: () => void): Database {
  return new Proxy(database, {
    get(target, name) {
      if (name !== 'transaction') return Reflect.get(target, name, target) as unknown;
      const transaction: Database['transaction'] = async (work) => {
        let hasNews = false;
        const result = await target.transaction((stores) => work(noting(stores, () => (hasNews = true))));
        if (hasNews) tell();
        return result;
      };
      return transaction;
    },
  });
}

const noting = (stores: Stores, note: () => void): Stores => ({
  ...stores,
  events: noticed(stores.events, 'append', note),
  deliveries: noticed(stores.deliveries, 'insert', note),
});

const noticed = <Store extends object>(store: Store, watched: keyof Store, note: () => void): Store =>
  new Proxy(store, {
    get(target, name) {
      if (name === watched) note();
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? (member.bind(target) as unknown) : member;
    },
  });
