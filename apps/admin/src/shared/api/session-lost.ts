type Listener = () => void;

/** While somebody signs out, calls that were under way may find the session over; that is no loss. */
export const SIGN_OUT = ['sign-out'] as const;

const listeners = new Set<Listener>();

/** Any call may find that the session is over; what follows from it is decided in one place. */
export const sessionLost = {
  announce(): void {
    for (const listener of listeners) listener();
  },
  subscribe(listener: Listener): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  },
};
