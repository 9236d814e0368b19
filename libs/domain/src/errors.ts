import type { ProblemCode } from '@latchkey/vocabulary';

/** A failure with a stable code and a text that may be shown. What only operators may read goes into `cause`. */
export class DomainError extends Error {
  constructor(
    readonly code: ProblemCode,
    readonly publicText: string,
    /** The field of the request that is at fault, where there is one. */
    readonly field: string | null = null,
    options?: ErrorOptions,
  ) {
    super(publicText, options);
    this.name = new.target.name;
  }
}

/** Absent, or another's: both answer alike. */
export class NotFoundError extends DomainError {
  constructor(what: string) {
    super('not_found', `There is no such ${what}.`);
  }
}

/**
 * What was named is another workspace's. It answers like `asAbsent`, unless the wire profile tells the two apart.
 */
export class ForeignResourceError extends DomainError {
  constructor(readonly asAbsent: DomainError) {
    super(asAbsent.code, asAbsent.publicText, asAbsent.field);
  }
}

export class InvalidFieldError extends DomainError {
  constructor(field: string, publicText: string) {
    super('invalid_request', publicText, field);
  }
}

export class ConflictError extends DomainError {
  constructor(field: string | null, publicText: string, options?: ErrorOptions) {
    super('conflict', publicText, field, options);
  }
}

/** Two changes stood in each other's way, and this one was undone for certain. It may succeed the next time. */
export class ContentionError extends ConflictError {
  constructor(options?: ErrorOptions) {
    super(null, 'Somebody else was changing the same thing. Try again.', options);
  }
}

/** The database cannot be reached, or did not answer in time. */
export class StoreUnavailableError extends DomainError {
  constructor(options?: ErrorOptions) {
    super(
      'unavailable',
      'The database cannot be reached at the moment. Nothing is known to have changed.',
      null,
      options,
    );
  }
}

/** Too often: says when to come back. */
export class TooManyAttemptsError extends DomainError {
  readonly retryAfterSeconds: number;

  /** @param why one sentence, which is followed by how long to wait */
  constructor(retryAfterMs: number, why = 'Too many attempts.') {
    const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
    super('too_many_attempts', `${why} Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`);
    this.retryAfterSeconds = seconds;
  }
}
