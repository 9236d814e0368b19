import type { Period } from '@latchkey/vocabulary';
import type { KeyView, UpdateKeyRequest } from '../../shared/api/model';

/** What narrows a key down, as the controls of a form hold it. */
export interface RestrictionValues {
  /** Empty: all devices. */
  deviceIds: string[];
  /** One on each line; empty: from anywhere. */
  ranges: string;
  /** Empty: the plan's. */
  rateLimit: string;
  rateWindowMs: string;
  /** Empty: none of its own. */
  quotaLimit: string;
  quotaPeriod: Period;
}

export const UNRESTRICTED: RestrictionValues = {
  deviceIds: [],
  ranges: '',
  rateLimit: '',
  rateWindowMs: '1000',
  quotaLimit: '',
  quotaPeriod: 'day',
};

export type Restrictions = Required<Pick<UpdateKeyRequest, 'deviceIds' | 'ipAllowlist' | 'rateLimit' | 'quota'>>;

export const rangesOf = (text: string): string[] => [...new Set(text.split(/[\s,]+/).filter((range) => range !== ''))];

export function restrictionsOf(values: RestrictionValues): Restrictions {
  const { rateLimit, rateWindowMs, quotaLimit, quotaPeriod } = values;
  return {
    deviceIds: values.deviceIds,
    ipAllowlist: rangesOf(values.ranges),
    rateLimit: rateLimit === '' ? null : { limit: Number(rateLimit), windowMs: Number(rateWindowMs) },
    quota: quotaLimit === '' ? null : { limit: Number(quotaLimit), period: quotaPeriod },
  };
}

export function valuesOf({ deviceIds, ipAllowlist, rateLimit, quota }: KeyView): RestrictionValues {
  return {
    deviceIds: [...deviceIds],
    ranges: ipAllowlist.join('\n'),
    rateLimit: rateLimit === null ? '' : String(rateLimit.limit),
    rateWindowMs: String(rateLimit?.windowMs ?? UNRESTRICTED.rateWindowMs),
    quotaLimit: quota === null ? '' : String(quota.limit),
    quotaPeriod: quota?.period ?? UNRESTRICTED.quotaPeriod,
  };
}

/** Only what is different: what somebody else changed meanwhile is not put back. */
export function changesBetween(before: RestrictionValues, after: RestrictionValues): Partial<Restrictions> {
  const [old, next] = [restrictionsOf(before), restrictionsOf(after)];
  const changed = (Object.keys(next) as (keyof Restrictions)[]).filter(
    (name) => JSON.stringify(old[name]) !== JSON.stringify(next[name]),
  );
  return Object.fromEntries(changed.map((name) => [name, next[name]]));
}

/** For a new key: what restricts nothing is left out. */
export function restrictionsForNew(values: RestrictionValues): Partial<Restrictions> {
  return changesBetween(UNRESTRICTED, values);
}
