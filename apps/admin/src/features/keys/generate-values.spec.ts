import { INITIAL_VALUES, requestOf, scopesOf } from './generate-values';

const NOW = Date.UTC(2026, 5, 1);

describe('a new key asks for what was chosen, and leaves the rest to the API', () => {
  it('sends neither scopes nor expiry where the defaults are kept', () =>
    expect(requestOf({ ...INITIAL_VALUES, label: ' Billing ' }, NOW)).toEqual({
      label: 'Billing',
      type: 'production',
      environment: 'live',
    }));

  it('sends a bundle by its name', () =>
    expect(requestOf({ ...INITIAL_VALUES, scopeChoice: 'admin' }, NOW).scopes).toEqual(['admin']));

  it('sends scopes that were chosen one by one', () =>
    expect(
      requestOf({ ...INITIAL_VALUES, scopeChoice: 'chosen', chosenScopes: ['messages:read'] }, NOW).scopes,
    ).toEqual(['messages:read']));

  it('shows the defaults of the API', () => expect(scopesOf(INITIAL_VALUES, ['read'])).toEqual(['read']));
});
