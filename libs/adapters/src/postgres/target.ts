/** Where a database is: a `postgres://` URL, or the parts of one. */
export type PostgresTarget =
  | string
  | {
      /** A name, an address, or the directory of a Unix socket. */
      readonly host: string;
      readonly port: number;
      readonly user: string;
      readonly database: string;
      readonly password?: string;
    };

/** As `pg` wants it. */
export const connectionOf = (target: PostgresTarget): object =>
  typeof target === 'string' ? { connectionString: target } : target;
