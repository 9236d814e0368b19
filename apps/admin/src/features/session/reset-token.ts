/** Takes the token out of the address, as with the setup link: it must not stay in the history. */
export function takeResetToken(location: Location = window.location, history: History = window.history): string | null {
  const found = new URLSearchParams(location.hash.slice(1)).get('token');
  if (found === null || found === '') return null;
  history.replaceState(history.state, '', location.pathname + location.search);
  return found;
}
