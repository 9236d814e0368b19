import { IsInt, Max, Min } from 'class-validator';
import { CAP_MAX, UNITS_PER_PERIOD_MAX } from '@latchkey/vocabulary';
import { Nested, Nullable, OptionalOrNull } from './fields.js';
import { RateLimit } from './limits.js';

/** What a workspace may do at the most. In a plan, `null` is no limit; in what overrides it, as in the plan. */
export class PlanLimitsInput {
  /** Of each key. */
  @OptionalOrNull()
  @Nested(() => RateLimit)
  rateLimit?: RateLimit | null;

  /** Requests in a UTC day, of all keys of the workspace together. */
  @OptionalOrNull()
  @IsInt()
  @Min(1)
  @Max(UNITS_PER_PERIOD_MAX)
  dailyLimit?: number | null;

  /** Messages sent in a month, of all keys of the workspace together. */
  @OptionalOrNull()
  @IsInt()
  @Min(0)
  @Max(UNITS_PER_PERIOD_MAX)
  messagesPerMonth?: number | null;

  @OptionalOrNull()
  @IsInt()
  @Min(0)
  @Max(CAP_MAX)
  devicesMax?: number | null;

  /** Keys that are in force, or could be again. */
  @OptionalOrNull()
  @IsInt()
  @Min(0)
  @Max(CAP_MAX)
  keysMax?: number | null;
}

export class PlanLimitsView {
  /** Of each key. */
  @Nullable()
  @Nested(() => RateLimit)
  rateLimit!: RateLimit | null;

  /** Requests in a UTC day, of all keys of the workspace together. */
  @Nullable()
  @IsInt()
  dailyLimit!: number | null;

  /** Messages sent in a month, of all keys of the workspace together. */
  @Nullable()
  @IsInt()
  messagesPerMonth!: number | null;

  @Nullable()
  @IsInt()
  devicesMax!: number | null;

  /** Keys that are in force, or could be again. */
  @Nullable()
  @IsInt()
  keysMax!: number | null;
}
