import { IsIn, IsInt, Max, Min } from 'class-validator';
import {
  type Period,
  PERIODS,
  RATE_LIMIT_MAX,
  RATE_LIMIT_WINDOW_MS_MAX,
  RATE_LIMIT_WINDOW_MS_MIN,
  UNITS_PER_PERIOD_MAX,
} from '@latchkey/vocabulary';

/** So many requests in so long a window; the burst is as large as the limit. */
export class RateLimit {
  @IsInt()
  @Min(1)
  @Max(RATE_LIMIT_MAX)
  limit!: number;

  @IsInt()
  @Min(RATE_LIMIT_WINDOW_MS_MIN)
  @Max(RATE_LIMIT_WINDOW_MS_MAX)
  windowMs!: number;
}

/** Requests in a UTC day or calendar month. */
export class Quota {
  @IsInt()
  @Min(1)
  @Max(UNITS_PER_PERIOD_MAX)
  limit!: number;

  @IsIn(PERIODS)
  period!: Period;
}
