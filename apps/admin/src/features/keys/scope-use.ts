import {
  expandScopes,
  type KeyType,
  onlyReads,
  RESOURCE_SCOPES,
  type ResourceScope,
  type Scope,
} from '@latchkey/vocabulary';
import type { KeyUsage } from '../../shared/api/model';

export interface ScopeUse {
  readonly scope: ResourceScope;
  /** `null`: not used. */
  readonly use: KeyUsage['scopes'][number] | null;
}

/** What a key may do beside what was done with it: the used first, the most frequent before the others. */
export function scopeUses(
  { scopes, type }: { readonly scopes: readonly Scope[]; readonly type: KeyType },
  used: KeyUsage['scopes'],
): readonly ScopeUse[] {
  const held = expandScopes(scopes);
  return RESOURCE_SCOPES.filter((scope) => held.has(scope) && (type !== 'read_only' || onlyReads(scope)))
    .map((scope) => ({ scope, use: used.find((each) => each.scope === scope) ?? null }))
    .sort((a, b) => (b.use?.requests ?? 0) - (a.use?.requests ?? 0));
}
