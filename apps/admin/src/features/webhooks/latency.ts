import type { DeliveryView } from '../../shared/api/model';

export interface Attempt {
  readonly atMs: number;
  readonly durationMs: number;
  readonly arrived: boolean;
}

/** Every attempt of these deliveries, earliest first. */
export const attemptsOf = (deliveries: readonly Pick<DeliveryView, 'attempts'>[]): Attempt[] =>
  deliveries
    .flatMap(({ attempts }) => attempts)
    .map(({ at, durationMs, error }) => ({ atMs: Date.parse(at), durationMs, arrived: error === null }))
    .toSorted((one, other) => one.atMs - other.atMs);

/** The one in the middle: a single slow answer does not move it. */
export function medianMs(attempts: readonly Attempt[]): number {
  const durations = attempts.map(({ durationMs }) => durationMs).toSorted((one, other) => one - other);
  return durations[Math.floor((durations.length - 1) / 2)] ?? 0;
}

const seconds = new Intl.NumberFormat('en-GB', { maximumSignificantDigits: 2 });

export const durationWords = (durationMs: number): string =>
  durationMs < 1_000 ? `${Math.round(durationMs)} ms` : `${seconds.format(durationMs / 1_000)} s`;

export function latencySummary(attempts: readonly Attempt[]): string {
  const failed = attempts.filter(({ arrived }) => !arrived).length;
  const arrived = attempts.filter((attempt) => attempt.arrived);
  const failures = failed === 0 ? 'None failed.' : `${failed} of ${attempts.length} failed.`;
  if (arrived.length === 0) return failures;
  const slowest = Math.max(...arrived.map(({ durationMs }) => durationMs));
  return `Half were answered within ${durationWords(medianMs(arrived))}, the slowest took ${durationWords(slowest)}. ${failures}`;
}
