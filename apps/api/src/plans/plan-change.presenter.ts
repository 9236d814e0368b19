import type { PlanChangeView, PlanTermsView } from '@latchkey/contracts';
import { excessText, type Plan, type PlanChange, type Terms } from '@latchkey/domain';
import { toMeterUseView } from '../http/meter-use.presenter.js';
import { toPlanView } from './plan.presenter.js';

export const toPlanChangeView = (change: PlanChange): PlanChangeView => ({
  plan: toPlanView(change.to),
  isCurrent: change.to.id === change.from.plan.id,
  mayChoose: change.mayChoose,
  before: toTermsView(change.before, change.from.plan),
  after: toTermsView(change.after, change.to),
  obstacles: change.excess.map((excess) => ({ ...excess, message: excessText(excess) })),
  meters: change.meters.map(toMeterUseView),
});

const toTermsView = ({ entitlements, ...limits }: Terms, { monthStarts }: Plan): PlanTermsView => ({
  ...limits,
  entitlements: [...entitlements],
  monthStarts,
});
