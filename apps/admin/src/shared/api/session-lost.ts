type Listener = () => void;

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
