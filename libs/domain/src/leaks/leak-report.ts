import type { LeakPlace } from './leak-place.js';

/** What a scanner tells of one find. */
export interface LeakReport {
  /** SHA-256 of what it found, which itself goes no further than to its reader. */
  readonly sha256: string;
  readonly place: LeakPlace;
}
