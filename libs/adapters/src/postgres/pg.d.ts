/** The little of `pg` that is used directly; everything else goes through TypeORM. */
declare module 'pg' {
  import type { EventEmitter } from 'node:events';

  export class Client extends EventEmitter {
    constructor(config: object);
    connect(): Promise<void>;
    query<Row>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[] }>;
    end(): Promise<void>;
  }
}
