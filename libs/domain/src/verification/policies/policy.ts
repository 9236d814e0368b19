import type { Denied, DecisionRequest } from '../decision.js';
import type { KeyRecord } from '../key-record.js';

/** One rule. Pure and synchronous: `null` lets the request pass on to the next. */
export type Policy = (request: DecisionRequest, record: KeyRecord, nowMs: number) => Denied | null;
