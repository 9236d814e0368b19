import { lazy, Suspense, useRef, useState } from 'react';
import { Outlet, useParams } from 'react-router';
import { Brand } from '../shared/ui/brand';
import { useMedia } from '../shared/ui/use-media';
import { FreshSignIn } from '../shared/access/fresh-sign-in';
import { Navigation } from './navigation';
import { PaletteButton, PaletteIconButton } from './palette/palette-button';
import { PaletteHost } from './palette/palette-host';
import styles from './shell.module.css';

const TopBar = lazy(() => import('./top-bar').then((module) => ({ default: module.TopBar })));

/** Around every screen: where you are, where you can go, who you are. */
export function Component() {
  const workspaceId = useWorkspaceLookedAt();
  const mainRef = useRef<HTMLElement>(null);
  const wide = useMedia('(min-width: 60rem)');
  return (
    <PaletteHost workspaceId={workspaceId}>
      <a
        href="#main"
        className={styles.skip}
        onClick={(event) => {
          // A change of the fragment would be a navigation, and focus is all this is about.
          event.preventDefault();
          mainRef.current?.focus();
        }}
      >
        Skip to content
      </a>
      <div className={wide ? styles.shell : styles.topbarShell}>
        {wide ? (
          <div className={styles.sidebar}>
            <Brand />
            <PaletteButton />
            <Navigation workspaceId={workspaceId} />
          </div>
        ) : (
          <header className={styles.topbar}>
            <Brand />
            <span className={styles.topbarButtons}>
              <PaletteIconButton />
              <Suspense>
                <TopBar workspaceId={workspaceId} />
              </Suspense>
            </span>
          </header>
        )}
        <main id="main" ref={mainRef} tabIndex={-1} className={styles.main}>
          <FreshSignIn>
            <Outlet />
          </FreshSignIn>
        </main>
      </div>
    </PaletteHost>
  );
}

/** On a screen of the installation the way back leads to the workspace that one came from. */
function useWorkspaceLookedAt(): string | null {
  const { workspaceId } = useParams();
  const [last, setLast] = useState<string | null>(null);
  if (workspaceId !== undefined && workspaceId !== last) setLast(workspaceId);
  return workspaceId ?? last;
}
