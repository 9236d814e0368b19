import { useQuery } from '@tanstack/react-query';
import { ChevronsUpDown } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { workspaceApiQuery } from '../../shared/api/apis';
import { workspaceQuery } from '../../shared/api/workspaces';
import styles from './workspace-switcher.module.css';

const loadMenu = () => import('./workspace-menu');
const WorkspaceMenu = lazy(() => loadMenu().then((module) => ({ default: module.WorkspaceMenu })));

const NewWorkspaceDialog = lazy(() =>
  import('./new-workspace-dialog').then((module) => ({ default: module.NewWorkspaceDialog })),
);

/** The menu is loaded when somebody reaches for it: most visits stay in one workspace. */
export function WorkspaceSwitcher({ workspaceId }: { workspaceId: string | null }) {
  const current = useQuery({ ...workspaceQuery(workspaceId ?? ''), enabled: workspaceId !== null }).data;
  const apiName = useQuery({ ...workspaceApiQuery(workspaceId ?? ''), enabled: workspaceId !== null }).data?.name;
  const [reached, setReached] = useState(false);
  const [creating, setCreating] = useState(false);
  const name = workspaceId === null ? 'Choose a workspace' : (current?.name ?? '…');
  const face = (
    <>
      <span className={styles.text}>
        <span className={styles.name}>{name}</span>
        {apiName && <span className={styles.api}>{apiName}</span>}
      </span>
      <ChevronsUpDown size={16} aria-hidden />
    </>
  );
  const label = workspaceId === null ? name : `Workspace: ${current?.name ?? 'loading'}. Switch workspace`;
  const closed = (
    <button
      type="button"
      className={styles.trigger}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void loadMenu()}
      onFocus={() => void loadMenu()}
      onClick={() => setReached(true)}
    >
      {face}
    </button>
  );
  return (
    <>
      {reached ? (
        <Suspense fallback={closed}>
          <WorkspaceMenu workspaceId={workspaceId} face={face} label={label} onCreate={() => setCreating(true)} />
        </Suspense>
      ) : (
        closed
      )}
      {creating && (
        <Suspense>
          <NewWorkspaceDialog onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </>
  );
}
