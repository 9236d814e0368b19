import { policiesOf, policyValuesOf } from './policy-values';

describe('policies as a form holds them', () => {
  it('are off where there are none', () => {
    const values = policyValuesOf({ unused: null, age: null, ownerLeft: null });
    expect(values).toMatchObject({ unusedAct: 'off', unusedDays: '', ownerLeftAct: 'off' });
    expect(policiesOf(values)).toEqual({ unused: null, age: null, ownerLeft: null });
  });

  it('survive the way there and back', () => {
    const policies = {
      unused: { afterDays: 90, act: 'disable' },
      age: { afterDays: 730, act: 'revoke' },
      ownerLeft: { act: 'revoke' },
    } as const;
    expect(policiesOf(policyValuesOf(policies))).toEqual(policies);
  });

  it('forget the days of one that is turned off', () => {
    const values = policyValuesOf({ unused: { afterDays: 90, act: 'disable' }, age: null, ownerLeft: null });
    expect(policiesOf({ ...values, unusedAct: 'off' }).unused).toBeNull();
  });
});
