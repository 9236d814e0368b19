import type { PolicyAct } from '@latchkey/vocabulary';
import type { KeyPoliciesView } from '../../shared/api/model';
import { amountText } from './amount';

export type ActChoice = PolicyAct | 'off';

/** The policies as the controls hold them. */
export interface PolicyValues {
  unusedAct: ActChoice;
  unusedDays: string;
  ageAct: ActChoice;
  ageDays: string;
  ownerLeftAct: ActChoice;
}

export const policyValuesOf = ({ unused, age, ownerLeft }: KeyPoliciesView): PolicyValues => ({
  unusedAct: unused?.act ?? 'off',
  unusedDays: amountText(unused?.afterDays ?? null),
  ageAct: age?.act ?? 'off',
  ageDays: amountText(age?.afterDays ?? null),
  ownerLeftAct: ownerLeft?.act ?? 'off',
});

const daysPolicy = (act: ActChoice, days: string) => (act === 'off' ? null : { afterDays: Number(days), act });

/** As the API takes them: one that is off is `null`. */
export const policiesOf = (values: PolicyValues): KeyPoliciesView => ({
  unused: daysPolicy(values.unusedAct, values.unusedDays),
  age: daysPolicy(values.ageAct, values.ageDays),
  ownerLeft: values.ownerLeftAct === 'off' ? null : { act: values.ownerLeftAct },
});
