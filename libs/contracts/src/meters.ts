import { IsIn, IsInt } from 'class-validator';
import { type MeterName, METERS, type Period, PERIODS } from '@latchkey/vocabulary';
import { Timestamp } from './fields.js';

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

  /** When it starts anew. */
  @Timestamp()
  resetsAt!: string;
}
