import type { UsageStep } from '@latchkey/vocabulary';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

export const STEP_MS: Readonly<Record<UsageStep, number>> = { minute: MINUTE_MS, hour: HOUR_MS, day: DAY_MS };

/** How long counts are kept at each step before they move on to the next coarser one, or, from the days, are deleted. */
const KEPT_MS: Readonly<Record<UsageStep, number>> = {
  minute: 2 * DAY_MS,
  hour: 90 * DAY_MS,
  /** 25 months, however long: the same month of the last two years can be told apart. */
  day: 762 * DAY_MS,
};

const COARSER: Readonly<Record<UsageStep, UsageStep | null>> = { minute: 'hour', hour: 'day', day: null };

/** Networks that a key was used from are forgotten when it has not been used from there for so long; so are scopes. */
export const NETWORKS_KEPT_MS = 90 * DAY_MS;

/** Of each key: those that it was used from last. */
export const NETWORKS_MAX = 20;

/** A pause between two uses of a key that is so long is remembered with the second one. */
export const NOTED_SILENCE_MS = 7 * DAY_MS;

/** The beginning of the step that a moment lies in. Days begin at midnight UTC; leap seconds do not exist here. */
export const stepOf = (atMs: number, step: UsageStep): number => atMs - (atMs % STEP_MS[step]);

/** Where counts of a step go when they are rolled up; `null`: nowhere. */
export const coarserStep = (step: UsageStep): UsageStep | null => COARSER[step];

/**
 * The earliest moment that is told by this step; what lies before has been rolled up, or soon will be. Whole steps of
 * the coarser kind leave at once, so that no hour is told by the minute in part.
 */
export const keptSinceMs = (step: UsageStep, nowMs: number): number =>
  stepOf(nowMs - KEPT_MS[step], coarserStep(step) ?? step);
