import type { AmongDevices } from '../ports/database.port.js';
import type { KeyRecord } from '../verification/key-record.js';
import { staysInSandbox } from '../verification/policies/environment.policy.js';

/** Somebody signed in, at work in a workspace that they may do this in. */
export interface PersonAtWork {
  readonly userId: string;
  readonly workspaceId: string;
}

/** Who asks for devices and messages. */
export type Principal = KeyRecord | PersonAtWork;

/** What of a workspace's devices and messages somebody reaches: a key within its restrictions, a person all of them. */
export interface MessagingReach {
  readonly workspaceId: string;
  readonly among: AmongDevices;
  readonly onlySandbox: boolean;
  /** The key that asks; `null`: a person. */
  readonly record: KeyRecord | null;
}

export function reachOf(principal: Principal): MessagingReach {
  if (!('key' in principal)) {
    return { workspaceId: principal.workspaceId, among: null, onlySandbox: false, record: null };
  }
  const { workspace, devices, key } = principal;
  return { workspaceId: workspace.id, among: devices, onlySandbox: staysInSandbox(key), record: principal };
}
