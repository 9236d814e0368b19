import type { DenyRule } from '@latchkey/vocabulary';

/** What is wrong and what helps, said to the service that asked. */
export const RULE_MEANINGS: Readonly<Record<DenyRule, string>> = {
  own_expiry: 'The key has expired. Generate a new one.',
  overlap_over: 'The key was rotated, and its overlap is over. Use the successor.',
  app_not_named: 'The key is bound to an app, and no app key was given. Pass on X-App-Key as appKey.',
  other_app_named: 'The key is bound to an app, and the app key is not the one of that app.',
  app_archived: 'The app that the key is bound to is archived, so the key opens nothing any more.',
  no_client_address:
    'No client address was given, and the key may be used from certain addresses only. Pass it on as clientIp.',
  key_allowlist: 'The client address is not in the IP allowlist of the key.',
  workspace_allowlist: 'The client address is not in the IP allowlist of the workspace.',
  read_only_method: 'The key is read-only: it does GET and HEAD, whatever its scopes.',
  read_only_scope: 'The key is read-only, and a scope that is asked for does more than read.',
  scopes: 'The key lacks scopes that are asked for.',
  cost_over_limit: 'The request counts as more than the whole limit, so that it never fits. Split it.',
};
