import type { ForecastView, MeterUseView } from '@latchkey/contracts';
import type { Forecast, MeterUse } from '@latchkey/domain';
import { toTimestamp, toTimestampOrNull } from './timestamps.js';

export const toMeterUseView = (use: MeterUse): MeterUseView => ({
  name: use.name,
  limit: use.limit,
  period: use.period,
  used: use.used,
  remaining: use.remaining,
  periodStartsAt: toTimestamp(use.periodStartMs),
  resetsAt: toTimestamp(use.resetsAtMs),
  forecast: use.forecast && toForecastView(use.forecast),
});

const toForecastView = ({ unitsAtEnd, limitReachedAtMs }: Forecast): ForecastView => ({
  unitsAtEnd,
  limitReachedAt: toTimestampOrNull(limitReachedAtMs),
});
