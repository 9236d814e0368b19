import { HttpException } from '@nestjs/common';
import { ContentionError, DomainError, PlanTooSmallError, TooManyAttemptsError } from '@latchkey/domain';
import type { ProblemCode } from '@latchkey/vocabulary';
import type { WireFieldProblem, WireProblem } from '@latchkey/wire';

const STATUSES: Readonly<Record<ProblemCode, number>> = {
  invalid_request: 400,
  malformed_body: 400,
  body_too_large: 413,
  unsupported_media_type: 415,
  duplicate_header: 400,
  bad_cursor: 400,
  signed_out: 401,
  bad_credentials: 401,
  code_needed: 401,
  confirmation_needed: 403,
  reset_token_invalid: 403,
  setup_done: 409,
  setup_token_invalid: 403,
  origin_denied: 403,
  forbidden: 403,
  scope_not_held: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  cap_reached: 409,
  plan_too_small: 409,
  idempotency_running: 409,
  idempotency_mismatch: 422,
  key_not_active: 409,
  key_replaced: 409,
  key_not_replaced: 409,
  overlap_over: 409,
  overlap_waiting: 409,
  revocation_scheduled: 409,
  revocation_not_scheduled: 409,
  device_not_connected: 409,
  last_operator: 409,
  last_owner: 409,
  invitation_void: 404,
  too_many_attempts: 429,
  internal: 500,
  unavailable: 503,
};

/** What passes by itself, and how soon it may have. */
const RETRY_AFTER_SECONDS: Readonly<Partial<Record<ProblemCode, number>>> = { unavailable: 2, idempotency_running: 1 };

const RETRY_AFTER_CONTENTION_SECONDS = 1;

/** A request that is at fault in several fields at once. */
export class InvalidRequestError extends DomainError {
  constructor(readonly errors: readonly WireFieldProblem[]) {
    super('invalid_request', errors.map(({ message }) => message).join(' '));
  }
}

const problem = (code: ProblemCode, detail: string, errors: readonly WireFieldProblem[] = []): WireProblem => ({
  status: STATUSES[code],
  code,
  detail,
  errors,
  retryAfterSeconds: RETRY_AFTER_SECONDS[code] ?? null,
});

export function problemOf(error: unknown): WireProblem {
  if (error instanceof TooManyAttemptsError) {
    return { ...problem(error.code, error.publicText), retryAfterSeconds: error.retryAfterSeconds };
  }
  if (error instanceof ContentionError) {
    return { ...problem(error.code, error.publicText), retryAfterSeconds: RETRY_AFTER_CONTENTION_SECONDS };
  }
  if (error instanceof InvalidRequestError || error instanceof PlanTooSmallError)
    return problem(error.code, error.publicText, error.errors);
  if (error instanceof DomainError) {
    const errors = error.field === null ? [] : [{ field: error.field, message: error.publicText }];
    return problem(error.code, error.publicText, errors);
  }
  return edgeProblemOf(statusOf(error));
}

/** What the framework refused before any code of ours saw it. Its own texts may quote the body, so they are not used. */
function edgeProblemOf(status: number): WireProblem {
  switch (status) {
    case 400:
      return bodyProblem('malformed_body', 'The body is empty, or not valid JSON.');
    case 404:
      return problem('not_found', 'There is nothing at this address.');
    case 405:
      return problem('method_not_allowed', 'This address does not take this method.');
    case 413:
      return bodyProblem('body_too_large', 'The body is too large.');
    case 415:
      return bodyProblem('unsupported_media_type', 'The body must be JSON: Content-Type: application/json.');
    default:
      return status < 500 ? problem('invalid_request', 'The request cannot be read.') : problem('internal', INTERNAL);
  }
}

const INTERNAL = 'Something went wrong on our side. The request id finds it in the log.';

const bodyProblem = (code: ProblemCode, detail: string): WireProblem =>
  problem(code, detail, [{ field: 'body', message: detail }]);

function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = error as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : 500;
}
