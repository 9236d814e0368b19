import {
  expandScopes,
  type KeyEnvironment,
  type KeyType,
  onlyReads,
  RESOURCE_SCOPES,
  type Scope,
} from '@latchkey/vocabulary';
import { longDay } from '../../shared/format/moment';
import { SCOPE_WORDS } from './key-words';

export interface Capability {
  readonly workspaceName: string;
  readonly environment: KeyEnvironment;
  readonly type: KeyType;
  readonly scopes: readonly Scope[];
  /** `null`: it does not expire. */
  readonly expiresAtMs: number | null;
}

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** What a key with these attributes will be able to do, said before it is made. */
export function capabilitySentence({ workspaceName, environment, type, scopes, expiresAtMs }: Capability): string {
  const held = expandScopes(scopes);
  const able = RESOURCE_SCOPES.filter((scope) => held.has(scope) && (type !== 'read_only' || onlyReads(scope))).map(
    (scope) => SCOPE_WORDS[scope],
  );
  const until = expiresAtMs === null ? 'until it is revoked' : `until ${longDay(expiresAtMs)}`;
  if (able.length === 0) return 'This key will not be able to do anything: choose a scope that it may use.';
  return `This key will be able to ${list.format(able)} in ${workspaceName}, ${worldOf(type, environment)}, ${until}.`;
}

function worldOf(type: KeyType, environment: KeyEnvironment): string {
  switch (type) {
    case 'sandbox':
      return 'with sandbox data only';
    case 'read_only':
      return environment === 'live' ? 'live, and only to read' : 'in the test environment, and only to read';
    case 'production':
      return environment === 'live' ? 'live' : 'in the test environment';
  }
}
