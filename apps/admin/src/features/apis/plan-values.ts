import type { Entitlement, MonthStart } from '@latchkey/vocabulary';
import type { CreatePlanRequest, PlanView } from '../../shared/api/model';
import { amountOf, amountText } from './amount';

/** A plan as the controls hold it. What is empty is no limit. */
export interface PlanValues {
  name: string;
  slug: string;
  entitlements: Entitlement[];
  rateRequests: string;
  rateSeconds: string;
  dailyLimit: string;
  messagesPerMonth: string;
  devicesMax: string;
  keysMax: string;
  monthStarts: MonthStart;
  selfService: boolean;
}

export const NEW_PLAN: PlanValues = {
  name: '',
  slug: '',
  entitlements: ['api_access', 'webhooks'],
  rateRequests: '',
  rateSeconds: '1',
  dailyLimit: '',
  messagesPerMonth: '',
  devicesMax: '',
  keysMax: '10',
  monthStarts: 'calendar',
  selfService: false,
};

export const planValuesOf = (plan: PlanView): PlanValues => ({
  name: plan.name,
  slug: plan.slug,
  entitlements: plan.entitlements,
  rateRequests: amountText(plan.rateLimit?.limit ?? null),
  rateSeconds: plan.rateLimit === null ? '1' : String(plan.rateLimit.windowMs / 1000),
  dailyLimit: amountText(plan.dailyLimit),
  messagesPerMonth: amountText(plan.messagesPerMonth),
  devicesMax: amountText(plan.devicesMax),
  keysMax: amountText(plan.keysMax),
  monthStarts: plan.monthStarts,
  selfService: plan.selfService,
});

/** As the API takes it. */
export function planOf(values: PlanValues): CreatePlanRequest {
  const limit = amountOf(values.rateRequests);
  return {
    name: values.name.trim(),
    slug: values.slug,
    entitlements: values.entitlements,
    rateLimit: limit === null ? null : { limit, windowMs: Math.round(Number(values.rateSeconds) * 1000) },
    dailyLimit: amountOf(values.dailyLimit),
    messagesPerMonth: amountOf(values.messagesPerMonth),
    devicesMax: amountOf(values.devicesMax),
    keysMax: amountOf(values.keysMax),
    monthStarts: values.monthStarts,
    selfService: values.selfService,
  };
}

const count = new Intl.NumberFormat('en-GB');

export function rateText(rate: PlanView['rateLimit']): string {
  if (rate === null) return 'No limit';
  const seconds = rate.windowMs / 1000;
  return `${count.format(rate.limit)} ${seconds === 1 ? 'a second' : `in ${count.format(seconds)} seconds`}`;
}
