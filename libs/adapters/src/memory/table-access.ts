import type { Tables } from './tables.js';

/** How a store reaches the tables: those of everybody, or those of one transaction. */
export interface TableAccess {
  readonly tables: Tables;
  /** All of `change` takes effect, or, when it throws, nothing does. */
  write<T>(change: (tables: Tables) => T): Promise<T>;
}
