/** The little of `pg` that is used here. */
declare module 'pg' {
  export class Client {
    constructor(config: object);
    connect(): Promise<void>;
    on(event: 'error', listener: (error: Error) => void): this;
    query<Row>(text: string, values?: readonly unknown[]): Promise<{ rows: Row[] }>;
    end(): Promise<void>;
  }
}
