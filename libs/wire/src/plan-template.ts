import { type ApiTemplate, NO_LIMITS } from '@latchkey/domain';
import { ENTITLEMENTS, KEYS_CAP_DEFAULT } from '@latchkey/vocabulary';

type PlanTemplate = ApiTemplate['plans'][number];

/** A plan that limits nothing but the number of keys, and what the vendor's document says beyond that. */
export const planTemplate = (slug: string, name: string, documented: Partial<PlanTemplate> = {}): PlanTemplate => ({
  ...NO_LIMITS,
  slug,
  name,
  entitlements: ENTITLEMENTS,
  keysMax: KEYS_CAP_DEFAULT,
  monthStarts: 'calendar',
  selfService: false,
  ...documented,
});
