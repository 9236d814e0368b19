/** The little of `pg` that is used here. */
declare module 'pg' {
  export class Pool {
    constructor(config: object);
    end(): Promise<void>;
    query<Row>(query: { name: string; text: string; values: readonly unknown[] }): Promise<{ rows: Row[] }>;
  }
}
