/*
 * The domain counts milliseconds, columns are `timestamptz(3)`, and a Date lies between the two: all three hold whole
 * milliseconds, so nothing is rounded on the way.
 */

export const toDate = (ms: number): Date => new Date(ms);
export const toDateOrNull = (ms: number | null): Date | null => (ms === null ? null : toDate(ms));

export const toMs = (date: Date): number => date.getTime();
export const toMsOrNull = (date: Date | null): number | null => (date === null ? null : toMs(date));
