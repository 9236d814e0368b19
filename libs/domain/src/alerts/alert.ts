import type { AlertChannel, AlertKind, AlertState } from '@latchkey/vocabulary';
import type { EventData } from '../events/workspace-event.js';

/** What an alert tells of, whether or not somebody has been told. */
export interface AlertCause {
  readonly workspaceId: string;
  readonly kind: AlertKind;
  /** `null`: it is about what all keys of the workspace share. */
  readonly keyId: string | null;
  /** Tells it from every other cause of its kind in the workspace. Of one cause there is one alert, ever. */
  readonly cause: string;
  /** Plain JSON, in the words of the REST API. */
  readonly details: EventData;
  /** When time alone ends it; `null`: something else does. */
  readonly resolvesAtMs: number | null;
}

export interface Alert extends AlertCause {
  readonly id: string;
  readonly firedAtMs: number;
  readonly resolvedAtMs: number | null;
  /** Where it was told; nowhere, where it was silenced, or over when it was found. */
  readonly toldBy: readonly AlertChannel[];
}

export const alertState = ({ resolvedAtMs }: Alert): AlertState => (resolvedAtMs === null ? 'firing' : 'resolved');

/** That alerts of one kind about one key are recorded, and told nowhere. */
export interface AlertSilence {
  readonly workspaceId: string;
  readonly kind: AlertKind;
  readonly keyId: string | null;
  /** `null`: for good. */
  readonly untilMs: number | null;
}

export const isSilent = ({ untilMs }: Pick<AlertSilence, 'untilMs'>, nowMs: number): boolean =>
  untilMs === null || nowMs < untilMs;

/** The one silence among several that is about this alert, and has not run out. */
export const silenceOf = (
  silences: readonly AlertSilence[],
  { kind, keyId }: Pick<AlertCause, 'kind' | 'keyId'>,
  nowMs: number,
): AlertSilence | null =>
  silences.find((silence) => silence.kind === kind && silence.keyId === keyId && isSilent(silence, nowMs)) ?? null;

/** What is over with the key that it is about: replaced or revoked, nobody has to look into it any more. */
export const ENDED_WITH_KEY: readonly AlertKind[] = [
  'key_expiring',
  'rotation_due',
  'new_network',
  'used_after_silence',
];

/** Of these a key has one alert at a time, however often the rate is looked at. */
export const SPIKE_KINDS = ['refusals_spiking', 'requests_spiking'] as const satisfies readonly AlertKind[];
export type SpikeKind = (typeof SPIKE_KINDS)[number];
