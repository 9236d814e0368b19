import type { Period } from '@latchkey/vocabulary';
import type { Clock } from '../ports/clock.port.js';
import { type Forecast, forecastOf } from './forecast.js';
import type { Leases } from './leases.js';
import type { Meter, MeterStanding } from './meter.js';
import { periodAt } from './period.js';

/** How a meter stands at this moment, for people. */
export interface MeterUse extends MeterStanding {
  readonly period: Period;
  /** Above the limit where that was lowered in the middle of the period. */
  readonly used: number;
  /** When the period began. */
  readonly periodStartMs: number;
  /** `null`: too little of the period is over to tell. */
  readonly forecast: Forecast | null;
}

export class MeteredUse {
  constructor(
    private readonly leases: Pick<Leases, 'used'>,
    private readonly clock: Clock,
  ) {}

  /** To the unit, what was spent a moment ago included. @throws StoreUnavailableError */
  async of(meter: Meter): Promise<MeterUse> {
    const nowMs = this.clock.nowMs();
    const { name, limit, period, anchorMs } = meter;
    const used = await this.leases.used(meter, nowMs);
    const { startMs, endMs } = periodAt(period, nowMs, anchorMs);
    return {
      name,
      limit,
      period,
      used,
      remaining: Math.max(0, limit - used),
      resetsAtMs: endMs,
      resetMs: endMs - nowMs,
      periodStartMs: startMs,
      forecast: forecastOf({ used, limit, startMs, endMs, sinceMs: meter.beganAtMs }, nowMs),
    };
  }
}
