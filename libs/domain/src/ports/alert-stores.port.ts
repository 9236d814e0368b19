import type { AlertKind, AlertState } from '@latchkey/vocabulary';
import type { Alert, AlertSilence } from '../alerts/alert.js';
import type { AlertRules } from '../alerts/alert-rules.js';
import type { Page, PageRequest } from './page.js';

export interface AlertFilter {
  readonly workspaceId: string;
  readonly state?: AlertState;
  readonly kind?: AlertKind;
  readonly keyId?: string;
}

/** What was found, and the one place that knows whether it was found before. */
export interface AlertStore {
  /**
   * Records an alert where its cause is new, and says whether it was. Of several who fire the same at once, one is told
   * so. A key has one spike of a kind at a time: one more is none, whatever its cause.
   */
  fire(alert: Alert): Promise<boolean>;
  find(workspaceId: string, id: string): Promise<Alert | null>;
  page(filter: AlertFilter, page: PageRequest): Promise<Page<Alert>>;
  /** Those of these kinds that are firing, in any workspace. */
  firing(kinds: readonly AlertKind[], page: PageRequest): Promise<Page<Alert>>;
  /** Each of these that is firing is over from then on. Answers those, as they are now. */
  resolve(ids: readonly string[], atMs: number): Promise<readonly Alert[]>;
  /** The same with all of these kinds that are about a key. */
  resolveOfKey(
    workspaceId: string,
    keyId: string,
    kinds: readonly AlertKind[],
    atMs: number,
  ): Promise<readonly Alert[]>;
  /** Those whose time has come are over from that time on: the longest due first, `alertsMax` at most. Answers them. */
  resolveDue(nowMs: number, alertsMax: number): Promise<readonly Alert[]>;
  /** Deletes those that were over before a moment, `rowsMax` at most. Answers how many. */
  forget(resolvedBeforeMs: number, rowsMax: number): Promise<number>;
}

export interface AlertRuleStore {
  /** `null` where the workspace has never changed them. */
  find(workspaceId: string): Promise<AlertRules | null>;
  put(rules: AlertRules): Promise<void>;
}

export interface AlertSilenceStore {
  /** Those about any of these keys; `null` stands for what they all share. Whether they have run out is the reader's to say. */
  among(workspaceId: string, keyIds: readonly (string | null)[]): Promise<readonly AlertSilence[]>;
  /** In the place of the one before. */
  put(silence: AlertSilence): Promise<void>;
  /** Says whether there was one. */
  remove(workspaceId: string, kind: AlertKind, keyId: string | null): Promise<boolean>;
}
