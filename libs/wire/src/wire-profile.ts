import type { Allowed, ApiTemplate, Denied, SecretFormat } from '@latchkey/domain';
import type { ProblemCode, WireProfileName } from '@latchkey/vocabulary';

/** Where a credential may stand in a request. */
export type CredentialSource = 'bearer' | 'x-api-key';

/** An answer as it goes out, before it is serialised. */
export interface WireAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** What went well: one thing, or a page of a list. */
export type WireResult =
  | { readonly kind: 'item'; readonly item: object }
  | { readonly kind: 'list'; readonly items: readonly object[]; readonly nextCursor: string | null };

export interface WireFieldProblem {
  readonly field: string;
  readonly message: string;
}

/** What went wrong, when it is no decision about a key. */
export interface WireProblem {
  readonly status: number;
  readonly code: ProblemCode;
  readonly detail: string;
  readonly errors: readonly WireFieldProblem[];
  readonly retryAfterSeconds: number | null;
}

/** How an API speaks. Data and pure functions: which header carries the key, its format, and every envelope. */
export interface WireProfile {
  readonly name: WireProfileName;
  /** In order of preference: the first that is present is the credential. */
  readonly credentialSources: readonly CredentialSource[];
  readonly secretFormat: SecretFormat;
  /** Whether an id of another workspace is refused with `resource_denied`. Left out, it answers like an unknown one. */
  readonly deniesForeignIds?: boolean;
  /** Whether a key has, of its scopes, only what the person who issued it may do at the time. Left out, it stands for itself. */
  readonly keysInherit?: boolean;
  /** Whether webhooks carry the hex signature of their body as well, under `X-Webhook-Signature`. */
  readonly signsWebhookBody?: boolean;
  /** What an API that is made with this profile starts with. */
  readonly template: ApiTemplate;
  success(result: WireResult): unknown;
  /** What an allowed request's answer tells of the limits; left out where the vendor's document tells nothing. */
  allowHeaders?(allowed: Allowed): Readonly<Record<string, string>>;
  denial(denied: Denied, requestId: string): WireAnswer;
  problem(problem: WireProblem, requestId: string): WireAnswer;
}
