import { expandScopes, RESOURCE_SCOPES, type ResourceScope, type Scope } from '@latchkey/vocabulary';
import { type Actor, SYSTEM } from '../audit/actor.js';
import { DomainError, NotFoundError } from '../errors.js';
import type { Claim } from '../idempotency/recorded-request.js';
import type { ApiKey } from '../key/api-key.js';
import { fieldBeyondReach, type KeyReach, UNRESTRICTED } from '../key/key-reach.js';
import type { KeyRecord } from '../verification/key-record.js';

/** Who asks for a change, and how far they reach. */
export interface Caller {
  readonly actor: Actor;
  /** Whose right or wish the actor acts on, where it is not their own. */
  readonly onBehalfOf?: Actor | null;
  /** The one workspace that is within reach; `null`: every workspace (an operator); `NO_WORKSPACE`: none. */
  readonly workspaceId: string | null;
  /** A person who asks without naming a workspace: of a list they see the ones that they are a member of. */
  readonly memberId?: string;
  readonly scopes: ReadonlySet<ResourceScope>;
  /** A key's restrictions, which it passes on to every key that it issues or changes. */
  readonly reach: KeyReach;
  /** Which kinds of key the caller may make: a sandbox key stays in the sandbox, a test key among test keys. */
  readonly kind: KeyKind;
  /** When a key that asks expires: nothing that it issues or hands on lives longer; `null`: never. */
  readonly expiresAtMs: number | null;
  /** The person whom a key that asks inherits from: so does what it issues. */
  readonly inheritsFrom?: string | null;
  readonly address: string | null;
  readonly requestId: string | null;
  /** Where the request names itself: what it creates is noted under its claim. */
  readonly claim?: Claim | null;
}

/** No workspace has this id. */
export const NO_WORKSPACE = 'ws_none';

export type KeyKind = Pick<ApiKey, 'type' | 'environment'>;

export const EVERY_KIND: KeyKind = { type: 'production', environment: 'live' };

export const ALL_SCOPES: ReadonlySet<ResourceScope> = new Set(RESOURCE_SCOPES);

/** Latchkey itself, for what nobody in particular asked for. */
export const AS_SYSTEM: Caller = {
  actor: SYSTEM,
  workspaceId: null,
  scopes: ALL_SCOPES,
  reach: UNRESTRICTED,
  kind: EVERY_KIND,
  expiresAtMs: null,
  address: null,
  requestId: null,
};

type Origin = Pick<Caller, 'address' | 'requestId' | 'claim'>;

/** A key as the one who asks, for nothing but its own workspace. */
export const keyCaller = ({ key, heldScopes }: KeyRecord, origin: Origin): Caller => ({
  ...origin,
  actor: { kind: 'key', id: key.id },
  workspaceId: key.workspaceId,
  scopes: heldScopes,
  reach: key,
  kind: key,
  expiresAtMs: key.expiresAtMs,
  inheritsFrom: key.inheritsFrom,
  onBehalfOf: key.inheritsFrom === null ? null : { kind: 'user', id: key.inheritsFrom },
});

/** A signed-in person as the one who asks, with what they may do in the place that they ask about. */
export const personCaller = (
  userId: string,
  place: Pick<Caller, 'workspaceId' | 'scopes' | 'memberId'>,
  origin: Origin,
): Caller => ({
  ...origin,
  ...place,
  actor: { kind: 'user', id: userId },
  reach: UNRESTRICTED,
  kind: EVERY_KIND,
  expiresAtMs: null,
});

/** A person who asks for what concerns their own account alone. */
export const asThemselves = (userId: string, origin: Origin): Caller =>
  personCaller(userId, { workspaceId: null, scopes: ALL_SCOPES }, origin);

/** The person whom keys of this caller inherit from, where keys do; `null` for what no person is behind. */
export const heirOf = ({ actor, inheritsFrom }: Caller): string | null =>
  actor.kind === 'user' ? actor.id : (inheritsFrom ?? null);

/** Which workspaces a list shows to this caller. */
export function listedFor({ workspaceId, memberId }: Caller): { readonly id?: string; readonly memberId?: string } {
  if (memberId !== undefined) return { memberId };
  return workspaceId === null ? {} : { id: workspaceId };
}

/** @throws NotFoundError: another's workspace answers like none. */
export function assertReaches(caller: Caller, workspaceId: string): void {
  if (caller.workspaceId !== null && caller.workspaceId !== workspaceId) throw new NotFoundError('workspace');
}

/** No credential grants what it lacks. @throws DomainError `scope_not_held` */
export function assertHolds(caller: Caller, granted: readonly Scope[]): void {
  const beyond = [...expandScopes(granted)].filter((scope) => !caller.scopes.has(scope));
  if (beyond.length > 0) {
    throw new DomainError('scope_not_held', `You cannot grant what you do not hold: ${beyond.join(', ')}.`, 'scopes');
  }
}

/** No key lets another reach further than itself. @throws DomainError `scope_not_held` naming the field */
export function assertWithinReach(caller: Caller, granted: Partial<KeyReach>): void {
  const field = fieldBeyondReach(caller.reach, granted);
  if (field !== null) {
    throw new DomainError(
      'scope_not_held',
      `You cannot grant more than you hold: ${field} must lie within yours.`,
      field,
    );
  }
}

/** @throws DomainError `scope_not_held` naming the field */
export function assertWithinKind({ kind }: Caller, { type, environment }: KeyKind): void {
  const leavesSandbox = kind.type === 'sandbox' && type !== 'sandbox';
  const leavesTest = kind.environment === 'test' && environment !== 'test';
  if (!leavesSandbox && !leavesTest) return;
  const field = leavesSandbox ? 'type' : 'environment';
  throw new DomainError('scope_not_held', `You cannot grant more than you hold: ${field} must be yours.`, field);
}

/**
 * A key that stays in the sandbox, or among test keys, changes none outside: not even to end it.
 * @throws DomainError `scope_not_held`
 */
export function assertMayChange({ kind }: Caller, { type, environment }: KeyKind): void {
  if (kind.type === 'sandbox' && type !== 'sandbox')
    throw new DomainError('scope_not_held', 'A sandbox key changes sandbox keys only.');
  if (kind.environment === 'test' && environment !== 'test')
    throw new DomainError('scope_not_held', 'A test key changes test keys only.');
}

/** No key makes another that outlives it. @throws DomainError `scope_not_held` */
export function assertWithinLife(caller: Caller, expiresAtMs: number | null): void {
  if (caller.expiresAtMs === null || (expiresAtMs !== null && expiresAtMs <= caller.expiresAtMs)) return;
  const end = new Date(caller.expiresAtMs).toISOString();
  throw new DomainError(
    'scope_not_held',
    `You cannot grant more than you hold: expiresAt is at most ${end}.`,
    'expiresAt',
  );
}

/** Who hands a key on, or gives it time, must be able to issue it. @throws DomainError `scope_not_held` naming the field */
export function assertCouldIssue(caller: Caller, key: ApiKey): void {
  const { scopes, deviceIds, appId, ipAllowlist } = key;
  assertWithinKind(caller, key);
  assertWithinLife(caller, key.expiresAtMs);
  assertHolds(caller, scopes);
  assertWithinReach(caller, { deviceIds, appId, ipAllowlist });
}
