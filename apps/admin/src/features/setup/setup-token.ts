let token: string | null = null;

/**
 * Takes the token out of the address: it arrives in the fragment, which no server or proxy logs, and must not stay in
 * the history either. Runs before anything else may look at the address.
 */
export function takeSetupToken(location: Location = window.location, history: History = window.history): void {
  if (location.pathname !== '/setup') return;
  const found = new URLSearchParams(location.hash.slice(1)).get('token');
  if (found === null || found === '') return;
  token = found;
  history.replaceState(history.state, '', location.pathname + location.search);
}

/** For the one request that needs it. A reload forgets it: the link has to be opened again. */
export const setupToken = (): string | null => token;

export const forgetSetupToken = (): void => {
  token = null;
};
