import type { DenyReason } from '@latchkey/vocabulary';
import { keyPath, planPath, securityPath, settingsPath, usagePath } from '../../shared/format/places';

export interface Refusal {
  readonly means: string;
  readonly todo: string;
  readonly way: { readonly label: string; readonly to: string };
}

interface Where {
  readonly workspaceId: string;
  readonly keyId: string;
}

/** What a refusal means, and what to do about it. */
export function refusalOf(reason: DenyReason, { workspaceId, keyId }: Where): Refusal {
  const key = (label: string) => ({ label, to: keyPath(workspaceId, keyId) });
  switch (reason) {
    case 'key_missing':
    case 'key_malformed':
    case 'key_unknown':
      return {
        means: 'The request carried no key of this workspace.',
        todo: 'Put the whole key in the header that the examples show.',
        way: key('Open the key'),
      };
    case 'key_revoked':
      return {
        means: 'The key is revoked, and that is final.',
        todo: 'Generate another key and use that one.',
        way: key('See why it was revoked'),
      };
    case 'key_disabled':
      return { means: 'The key is paused.', todo: 'Enable it, and call again.', way: key('Open the key') };
    case 'key_expired':
      return {
        means: 'The key has expired, or has been replaced and its overlap is over.',
        todo: 'Use its successor, or generate another key.',
        way: key('Open the key'),
      };
    case 'workspace_suspended':
      return {
        means: 'The workspace is suspended: all of its keys are refused.',
        todo: 'An operator can lift the suspension.',
        way: { label: 'See the workspace', to: settingsPath(workspaceId) },
      };
    case 'app_mismatch':
      return {
        means: 'The key belongs to an app, and the request did not name that app.',
        todo: 'Send the app key of that app in X-App-Key, beside the API key.',
        way: key('See its app'),
      };
    case 'ip_denied':
      return {
        means: 'The request came from an address that is not allowed.',
        todo: 'Add the address to the allowlist of the key or of the workspace.',
        way: { label: 'See the allowlist', to: securityPath(workspaceId) },
      };
    case 'entitlement_missing':
      return {
        means: 'The plan does not include this.',
        todo: 'Change to a plan that includes API access and what the request wants.',
        way: { label: 'See the plan', to: planPath(workspaceId) },
      };
    case 'environment_denied':
      return {
        means: 'A sandbox key was used where only live keys are let in.',
        todo: 'Use a production key for this address.',
        way: key('Open the key'),
      };
    case 'scope_missing':
      return {
        means: 'The key may not do this: it lacks a scope, or it only reads.',
        todo: 'The answer names the scope. Add it to the key, or use another key.',
        way: key('See its scopes'),
      };
    case 'resource_denied':
      return {
        means: 'The key is limited to some devices, and this was another one.',
        todo: 'Name one of its devices, or let it use this one.',
        way: key('See its devices'),
      };
    case 'rate_limited':
      return {
        means: 'Too many requests in a short time.',
        todo: 'Wait as long as Retry-After says. The key is fine.',
        way: key('See its limits'),
      };
    case 'quota_exceeded':
      return {
        means: 'The quota of the key is used up.',
        todo: 'Wait until it begins anew, or raise it.',
        way: key('See its quota'),
      };
    case 'allowance_exceeded':
      return {
        means: 'What the plan allows the workspace is used up.',
        todo: 'Wait until it begins anew, or change the plan.',
        way: { label: 'See the usage', to: usagePath(workspaceId) },
      };
  }
}
