import type { Period } from '@latchkey/vocabulary';

/** Requests of a key in a UTC day or calendar month. A key that was rotated shares it with its successors. */
export interface Quota {
  readonly limit: number;
  readonly period: Period;
}
