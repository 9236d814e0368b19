import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useRef, useState } from 'react';
import { useCurrentUser } from '../api/current-user';
import { isProblem } from '../api/failure';
import { serverNowMs } from '../api/server-clock';

const ConfirmDialog = lazy(() => import('./confirm-sign-in-dialog').then((m) => ({ default: m.ConfirmSignInDialog })));

type Ask = () => Promise<boolean>;
const FreshSignInContext = createContext<Ask>(() => Promise.resolve(false));

/** Some things are done only shortly after a sign-in. Whoever comes too late proves once more who they are. */
export function FreshSignIn({ children }: { children: ReactNode }) {
  const [isAsked, setAsked] = useState(false);
  // Several may wait for the one answer.
  const waitingRef = useRef<((confirmed: boolean) => void)[]>([]);
  const ask = useCallback<Ask>(() => {
    setAsked(true);
    return new Promise((resolve) => waitingRef.current.push(resolve));
  }, []);
  const close = (confirmed: boolean) => {
    setAsked(false);
    for (const resolve of waitingRef.current.splice(0)) resolve(confirmed);
  };
  return (
    <FreshSignInContext value={ask}>
      {children}
      {isAsked && (
        <Suspense>
          <ConfirmDialog onConfirmed={() => close(true)} onClose={() => close(false)} />
        </Suspense>
      )}
    </FreshSignInContext>
  );
}

/**
 * Wraps a call that may be refused for want of a fresh sign-in: it is asked for, and the call is made again.
 * Whoever declines gets the refusal itself.
 */
export function useFreshSignIn(): <T>(call: () => Promise<T>) => Promise<T> {
  const ask = useContext(FreshSignInContext);
  return useCallback(
    async (call) => {
      try {
        return await call();
      } catch (error) {
        if (!isProblem(error, 'confirmation_needed') || !(await ask())) throw error;
        return call();
      }
    },
    [ask],
  );
}

/** The server takes 15 minutes for fresh. One is left for what is filled in. */
const STILL_FRESH_MS = 14 * 60_000;

/**
 * The same before a dialog opens that leads to such a call: two dialogs over each other would fight for the focus.
 * Answers whether to go on.
 */
export function useFreshSignInFirst(): () => Promise<boolean> {
  const ask = useContext(FreshSignInContext);
  const confirmedAt = useCurrentUser().data?.confirmedAt;
  return useCallback(async () => {
    const isFresh = confirmedAt !== undefined && serverNowMs() - Date.parse(confirmedAt) < STILL_FRESH_MS;
    return isFresh || ask();
  }, [ask, confirmedAt]);
}
