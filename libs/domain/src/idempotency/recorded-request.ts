/** How long the answer to a request that names itself is kept, and with it the name. */
export const RECORDED_FOR_MS = 24 * 60 * 60 * 1000;

/** What a caller calls one of its writes, so that a repetition is recognised. */
export interface RequestName {
  /** Whose name it is: the id of a key or of a user. The same name of another caller is another request. */
  readonly scope: string;
  readonly id: string;
}

/**
 * The right to run a named request, held by one attempt at a time. The token fences it off: whoever has lost the claim
 * to a later attempt can neither commit a creation nor store an answer.
 */
export interface Claim extends RequestName {
  readonly token: string;
  /** What an earlier attempt has created, where it was cut off between its commit and its answer; else `null`. */
  readonly resultId: string | null;
}

/** An answer as every repetition gets it: without what is shown once. */
export interface StoredAnswer {
  readonly status: number;
  /** `null` where there is no body. */
  readonly contentType: string | null;
  readonly body: string | null;
}

/** A named request as it is kept. */
export interface RecordedRequest extends RequestName {
  /** SHA-256 of what was asked, 64 lower-case hex characters. */
  readonly digest: string;
  readonly token: string;
  readonly resultId: string | null;
  /** `null` until there is one. */
  readonly answer: StoredAnswer | null;
  readonly expiresAtMs: number;
}

/** What comes of an attempt to claim a name. */
export type ClaimOutcome =
  | { readonly kind: 'claimed'; readonly claim: Claim }
  | { readonly kind: 'answered'; readonly answer: StoredAnswer }
  /** The name belongs to a request that asked for something else. */
  | { readonly kind: 'mismatch' };

/**
 * Whether a repetition would be answered the same: an answer of the work itself. What is at fault in the request will
 * be mended, and what came too early or failed will be tried again, all of it under the same name.
 */
export const isFinal = (status: number): boolean => status < 500 && ![400, 422, 429].includes(status);
