import { useEffect } from 'react';
import { NavigationType, useBlocker } from 'react-router';

/** While a key is being made, Back waits: whoever left now would never see the key. */
export function useBackGuard(active: boolean): void {
  const blocker = useBlocker(({ historyAction }) => active && historyAction === NavigationType.Pop);
  useEffect(() => {
    if (blocker.state === 'blocked') blocker.reset();
  }, [blocker]);
}
