import type { MeterUseView } from '@latchkey/contracts';
import type { MeterUse } from '@latchkey/domain';
import { toTimestamp } from './timestamps.js';

export const toMeterUseView = ({ name, limit, period, used, remaining, resetsAtMs }: MeterUse): MeterUseView => ({
  name,
  limit,
  period,
  used,
  remaining,
  resetsAt: toTimestamp(resetsAtMs),
});
