import { IsIn, IsInt } from 'class-validator';
import { type MeterName, METERS, type Period, PERIODS } from '@latchkey/vocabulary';
import { Nested, Nullable, Timestamp } from './fields.js';

/** What comes of it if the rest of the period goes on as it has so far. */
export class ForecastView {
  /** Units that would be asked for by the end of the period, beyond the limit too. */
  @IsInt()
  unitsAtEnd!: number;

  /** When the limit would be used up: now, where it is already; `null`: not in this period. */
  @Nullable()
  @Timestamp()
  limitReachedAt!: string | null;
}

/** What is limited by the day or the month, and how much of it is used. */
export class MeterUseView {
  @IsIn(METERS)
  name!: MeterName;

  @IsInt()
  limit!: number;

  @IsIn(PERIODS)
  period!: Period;

  /** Above the limit where that was lowered in the middle of the period. */
  @IsInt()
  used!: number;

  @IsInt()
  remaining!: number;

  /** When the period began. */
  @Timestamp()
  periodStartsAt!: string;

  /** When it starts anew. */
  @Timestamp()
  resetsAt!: string;

  /** `null`: too little of the period is over to tell. */
  @Nullable()
  @Nested(() => ForecastView)
  forecast!: ForecastView | null;
}
