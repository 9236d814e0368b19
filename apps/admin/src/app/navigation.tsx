import { NavLink } from 'react-router';
import { SignOutButton } from '../features/session/sign-out-button';
import { WorkspaceSwitcher } from '../features/workspaces/workspace-switcher';
import { useAccess } from '../shared/access/use-access';
import { useCurrentUser } from '../shared/api/current-user';
import { addressOf, SCREEN_GROUPS, type Screen, SCREENS } from './screens';
import styles from './shell.module.css';

interface NavigationProps {
  /** `null`: a screen of the installation, and no workspace was looked at before. */
  workspaceId: string | null;
  onNavigate?: () => void;
}

export function Navigation({ workspaceId, onNavigate }: NavigationProps) {
  const user = useCurrentUser().data?.user;
  const access = useAccess(workspaceId);
  const offered = SCREENS.filter(
    (screen) =>
      addressOf(screen, workspaceId) !== null && (screen.permission === null || access?.may(screen.permission)),
  );
  return (
    <>
      <WorkspaceSwitcher workspaceId={workspaceId} />
      <nav aria-label="Screens" className={styles.nav}>
        {SCREEN_GROUPS.map((group) => (
          <ScreenLinks
            key={group}
            group={group}
            screens={offered.filter((screen) => screen.group === group)}
            workspaceId={workspaceId}
            onNavigate={onNavigate}
          />
        ))}
      </nav>
      <div className={styles.account}>
        {user && <p className={styles.mail}>{user.email}</p>}
        <SignOutButton />
      </div>
    </>
  );
}

interface ScreenLinksProps {
  group: string;
  screens: readonly Screen[];
  workspaceId: string | null;
  onNavigate: (() => void) | undefined;
}

function ScreenLinks({ group, screens, workspaceId, onNavigate }: ScreenLinksProps) {
  if (screens.length === 0) return null;
  return (
    <div className={styles.navGroup}>
      <p className={styles.navHeading}>{group}</p>
      {screens.map((screen) => (
        <NavLink
          key={screen.title}
          to={addressOf(screen, workspaceId) ?? '/'}
          end={screen.path === ''}
          className={styles.link}
          onClick={onNavigate}
        >
          <screen.Icon size={16} aria-hidden />
          {screen.title}
          {screen.Count && workspaceId !== null && <screen.Count workspaceId={workspaceId} />}
        </NavLink>
      ))}
    </div>
  );
}
