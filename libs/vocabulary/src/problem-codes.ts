/** Codes of problems that are no decision about a key. Stable: integrators switch on them. */
export const PROBLEM_CODES = [
  'invalid_request',
  'malformed_body',
  'body_too_large',
  'unsupported_media_type',
  'duplicate_header',
  'bad_cursor',
  'signed_out',
  'bad_credentials',
  'setup_done',
  'setup_token_invalid',
  'origin_denied',
  'forbidden',
  'scope_not_held',
  'not_found',
  'method_not_allowed',
  'conflict',
  'key_not_active',
  'too_many_attempts',
  'internal',
  'unavailable',
] as const;
export type ProblemCode = (typeof PROBLEM_CODES)[number];
