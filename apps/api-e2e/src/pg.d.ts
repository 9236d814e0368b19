/** The little of `pg` that is used here. */
declare module 'pg' {
  export class Client {
    constructor(config: object);
    connect(): Promise<void>;
    query<Row>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[] }>;
    end(): Promise<void>;
  }
}
