import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useEffect, useState } from 'react';

const loadPalette = () => import('./palette');
const Palette = lazy(() => loadPalette().then((module) => ({ default: module.Palette })));

const OpenContext = createContext<() => void>(() => undefined);

/** Opens the command palette. */
export const useOpenPalette = (): (() => void) => useContext(OpenContext);

interface PaletteHostProps {
  workspaceId: string | null;
  children: ReactNode;
}

/** Ctrl-K or ⌘K from everywhere, but not from within a dialog: what is asked there wants an answer first. */
export function PaletteHost({ workspaceId, children }: PaletteHostProps) {
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey)
        return;
      event.preventDefault();
      if (document.querySelector('[role="dialog"], [role="alertdialog"]') === null) setOpen(true);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  const openPalette = useCallback(() => setOpen(true), []);
  return (
    <OpenContext value={openPalette}>
      {children}
      {open && (
        <Suspense>
          <Palette workspaceId={workspaceId} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </OpenContext>
  );
}
