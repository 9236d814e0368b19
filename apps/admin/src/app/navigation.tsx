import { KeyRound, Settings } from 'lucide-react';
import { NavLink } from 'react-router';
import { SignOutButton } from '../features/session/sign-out-button';
import { WorkspaceSwitcher } from '../features/workspaces/workspace-switcher';
import { useCurrentUser } from '../shared/api/current-user';
import { apiKeysPath, workspaceSettingsPath } from '../shared/api/workspaces';
import styles from './shell.module.css';

interface NavigationProps {
  workspaceId: string;
  onNavigate?: () => void;
}

export function Navigation({ workspaceId, onNavigate }: NavigationProps) {
  const user = useCurrentUser().data?.user;
  return (
    <>
      <WorkspaceSwitcher workspaceId={workspaceId} />
      <nav aria-label="Workspace" className={styles.nav}>
        <p className={styles.navHeading}>Settings</p>
        <NavLink to={apiKeysPath(workspaceId)} className={styles.link} onClick={onNavigate}>
          <KeyRound size={16} aria-hidden />
          API keys
        </NavLink>
        <NavLink to={workspaceSettingsPath(workspaceId)} className={styles.link} onClick={onNavigate}>
          <Settings size={16} aria-hidden />
          Workspace settings
        </NavLink>
      </nav>
      <div className={styles.account}>
        {user && <p className={styles.mail}>{user.email}</p>}
        <SignOutButton />
      </div>
    </>
  );
}
