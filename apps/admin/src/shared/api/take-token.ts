/**
 * Takes a token out of the address: it arrives in the fragment, which no server or proxy logs, and must not stay in the
 * history either.
 */
export function takeToken(location: Location = window.location, history: History = window.history): string | null {
  const found = new URLSearchParams(location.hash.slice(1)).get('token');
  if (found === null || found === '') return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return found;
}
