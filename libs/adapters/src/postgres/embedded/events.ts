/** One line for the operator. Carries no secret: neither the password nor anything that Postgres was asked. */
export interface EmbeddedPostgresEvent {
  readonly level: 'info' | 'warn' | 'error';
  readonly message: string;
}

export type EmbeddedPostgresLog = (event: EmbeddedPostgresEvent) => void;
