import {
  expandScopes,
  type KeyEnvironment,
  type KeyType,
  onlyReads,
  RESOURCE_SCOPES,
  type ResourceScope,
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
  const able = RESOURCE_SCOPES.filter((scope) => held.has(scope) && (type !== 'read_only' || onlyReads(scope)));
  const until = expiresAtMs === null ? 'until it is revoked' : `until ${longDay(expiresAtMs)}`;
  if (able.length === 0) return 'This key will not be able to do anything: choose a scope that it may use.';
  return `This key will be able to ${list.format(phrases(able))} in ${workspaceName}, ${worldOf(type, environment)}, ${until}.`;
}

/** What is done to several things is said once: read devices and messages. */
function phrases(scopes: readonly ResourceScope[]): string[] {
  const objectsOf = new Map<string, string[]>();
  for (const scope of scopes) {
    const { verb, object } = SCOPE_WORDS[scope];
    objectsOf.set(verb, [...(objectsOf.get(verb) ?? []), object]);
  }
  return [...objectsOf].map(([verb, objects]) => `${verb} ${list.format(objects)}`);
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
