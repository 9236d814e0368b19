import { Type } from 'class-transformer';
import { IsIn, IsInt, ValidateNested } from 'class-validator';
import { ANALYTICS_STEPS, type AnalyticsStep } from '@latchkey/vocabulary';
import { Identifier, Nested, Optional, Timestamp } from './fields.js';

export class AnalyticsQuery {
  /** Widened to the beginning of its step. Left out: 24 hours or 30 days before `to`. */
  @Optional()
  @Timestamp()
  from?: string;

  /** Widened to the end of its step, at the latest the one that is under way. Left out: now. */
  @Optional()
  @Timestamp()
  to?: string;

  /** In UTC. Left out: `day`. */
  @Optional()
  @IsIn(ANALYTICS_STEPS)
  step?: AnalyticsStep;

  /** The only device whose messages count. Left out: all that the key may touch. */
  @Optional()
  @Identifier()
  deviceId?: string;
}

/** Messages by their status as it is now. */
export class MessageCounts {
  @IsInt()
  queued!: number;

  @IsInt()
  sent!: number;

  @IsInt()
  delivered!: number;

  @IsInt()
  read!: number;

  @IsInt()
  failed!: number;
}

export class AnalyticsPoint {
  /** The beginning of the step in which the messages were taken on. */
  @Timestamp()
  at!: string;

  @Nested(() => MessageCounts)
  messages!: MessageCounts;
}

export class AnalyticsView {
  @Timestamp()
  from!: string;

  @Timestamp()
  to!: string;

  @IsIn(ANALYTICS_STEPS)
  step!: AnalyticsStep;

  @Nested(() => MessageCounts)
  totals!: MessageCounts;

  /** One for every step from `from` to `to`, the oldest first. */
  @ValidateNested({ each: true })
  @Type(() => AnalyticsPoint)
  points!: AnalyticsPoint[];
}
