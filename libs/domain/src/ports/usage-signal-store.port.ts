/** Where a look at new things goes on: after what is placed here. */
export interface SignalPlace {
  readonly atMs: number;
  readonly keyId: string;
  readonly network: string;
}

/** A network that a key was used from. */
export interface SeenNetwork {
  readonly workspaceId: string;
  readonly keyId: string;
  /** A CIDR, as `clientNetwork` writes it. */
  readonly network: string;
  readonly firstSeenAtMs: number;
}

/** A use that came after the key had been silent for `NOTED_SILENCE_MS` or longer. */
export interface KeyReturn {
  readonly workspaceId: string;
  readonly keyId: string;
  /** The use before. */
  readonly silentSinceMs: number;
  readonly usedAtMs: number;
}

/** Requests that were allowed, and those that were refused. */
export interface RateCount {
  readonly requests: number;
  readonly refusals: number;
}

export interface BusyKey extends RateCount {
  readonly workspaceId: string;
  readonly keyId: string;
}

/** Of the hours of a UTC day: the most of each. */
export interface DayPeak extends RateCount {
  readonly keyId: string;
  readonly dayMs: number;
}

export interface MinuteRate extends RateCount {
  readonly keyId: string;
  readonly atMs: number;
}

/** What usage that was written says about what is unusual. Reads only, and each by an index. */
export interface UsageSignalStore {
  /** Seen for the first time after a place, in the order of time, key and network: `networksMax` at most. */
  newNetworks(after: SignalPlace, networksMax: number): Promise<readonly SeenNetwork[]>;
  networksOf(keyIds: readonly string[]): Promise<readonly SeenNetwork[]>;
  /** After a place, whose network counts for nothing, in the order of time and key: `keysMax` at most. */
  returns(after: SignalPlace, keysMax: number): Promise<readonly KeyReturn[]>;
  /** Keys with at least so many of either, sorted by id. By the minute, so of the last two days. */
  busy(range: RateRange, countMin: number): Promise<readonly BusyKey[]>;
  /** A peak for each key and day on which it was used or refused. */
  dayPeaks(keyIds: readonly string[], range: RateRange): Promise<readonly DayPeak[]>;
  /** Minutes without any are left out. */
  minutes(keyIds: readonly string[], range: RateRange): Promise<readonly MinuteRate[]>;
}

/** `toMs` is not part of it. */
export interface RateRange {
  readonly fromMs: number;
  readonly toMs: number;
}
