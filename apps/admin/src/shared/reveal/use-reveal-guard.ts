import { useEffect } from 'react';
import { useBlocker } from 'react-router';

/** While a secret is shown, Back and links only nudge, and leaving the page is asked about by the browser. */
export function useRevealGuard(nudge: () => void): void {
  const blocker = useBlocker(true);

  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    blocker.reset();
    nudge();
  }, [blocker, nudge]);

  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, []);
}
