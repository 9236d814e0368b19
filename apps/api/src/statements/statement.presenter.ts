import type { StatementMonthView, StatementView } from '@latchkey/contracts';
import type { PeriodSpan, Statement, StatementMonth } from '@latchkey/domain';
import { toTimestamp, toTimestampOrNull } from '../http/timestamps.js';

export const toStatementMonthView = ({ month, closedAtMs, ...span }: StatementMonth): StatementMonthView => ({
  month,
  ...toSpanView(span),
  closedAt: toTimestampOrNull(closedAtMs),
});

export function toStatementView(statement: Statement): StatementView {
  const { startMs, endMs, closedAtMs, plans, allowance, lines, ...rest } = statement;
  return {
    ...rest,
    ...toSpanView({ startMs, endMs }),
    closedAt: toTimestampOrNull(closedAtMs),
    plans: plans.map(withTimestamps),
    allowance: allowance && withTimestamps(allowance),
    lines: [...lines],
  };
}

const withTimestamps = <T extends PeriodSpan>({ startMs, endMs, ...rest }: T) => ({
  ...rest,
  ...toSpanView({ startMs, endMs }),
});

const toSpanView = ({ startMs, endMs }: PeriodSpan) => ({ from: toTimestamp(startMs), to: toTimestamp(endMs) });
