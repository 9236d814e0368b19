import { createContext, type ReactNode, useCallback, useContext, useState } from 'react';
import { VisuallyHidden } from './visually-hidden';

type Announce = (text: string) => void;

const AnnounceContext = createContext<Announce>(() => undefined);

/** The page's one polite live region. The same text twice in a row is said twice: a blank keeps the two apart. */
export function LiveRegion({ children }: { children: ReactNode }) {
  const [said, setSaid] = useState('');
  const announce = useCallback<Announce>((text) => setSaid((before) => (before === text ? `${text}\u00a0` : text)), []);
  return (
    <AnnounceContext value={announce}>
      {children}
      <VisuallyHidden>
        <span role="status" aria-live="polite" data-live-region>
          {said}
        </span>
      </VisuallyHidden>
    </AnnounceContext>
  );
}

export const useAnnounce = (): Announce => useContext(AnnounceContext);
