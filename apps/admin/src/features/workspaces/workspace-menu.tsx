import { Menu } from '@base-ui/react/menu';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Check, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAccess } from '../../shared/access/use-access';
import { apisQuery } from '../../shared/api/apis';
import type { WorkspaceView } from '../../shared/api/model';
import { workspacePath, workspacesQuery } from '../../shared/api/workspaces';
import menu from '../../shared/ui/menu.module.css';
import { groupByApi, type WorkspaceGroup } from './group-by-api';
import styles from './workspace-switcher.module.css';

interface WorkspaceMenuProps {
  workspaceId: string | null;
  face: ReactNode;
  label: string;
  onCreate: () => void;
}

/** Open from the start: it is there because somebody pressed the button. */
export function WorkspaceMenu({ workspaceId, face, label, onCreate }: WorkspaceMenuProps) {
  const mayCreate = useAccess(workspaceId)?.may('installation:manage') ?? false;
  return (
    <Menu.Root defaultOpen>
      <Menu.Trigger className={styles.trigger} aria-label={label}>
        {face}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menu.positioner} sideOffset={4} align="start">
          <Menu.Popup className={menu.popup}>
            <WorkspaceItems workspaceId={workspaceId} grouped={mayCreate} />
            {mayCreate && (
              <>
                <Menu.Separator className={menu.separator} />
                <Menu.Item className={menu.item} onClick={onCreate}>
                  <Plus size={16} aria-hidden />
                  New workspace
                </Menu.Item>
              </>
            )}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

interface WorkspaceItemsProps {
  workspaceId: string | null;
  /** By API, whose names only operators may list. */
  grouped: boolean;
}

/** Loaded when the menu opens; an installation may have thousands, so there is a way to load more. */
function WorkspaceItems({ workspaceId, grouped }: WorkspaceItemsProps) {
  const apis = useQuery({ ...apisQuery, enabled: grouped });
  const pages = useInfiniteQuery(workspacesQuery);
  const failed = [apis, pages].find((query) => query.isError);
  if (failed) {
    return (
      <Menu.Item className={menu.item} closeOnClick={false} onClick={() => void failed.refetch()}>
        The workspaces could not be loaded. Try again
      </Menu.Item>
    );
  }
  if ((grouped && !apis.data) || !pages.data) return <p className={menu.label}>Loading…</p>;
  const workspaces = pages.data.pages.flatMap(({ data }) => data);
  const groups = apis.data ? groupByApi(workspaces, apis.data) : [{ apiId: '', name: 'Workspaces', workspaces }];
  return (
    <>
      {groups.map((group) => (
        <WorkspacesOfApi key={group.apiId} group={group} workspaceId={workspaceId} />
      ))}
      {pages.hasNextPage && (
        <Menu.Item className={menu.item} closeOnClick={false} onClick={() => void pages.fetchNextPage()}>
          {pages.isFetchingNextPage ? 'Loading…' : 'Show older workspaces'}
        </Menu.Item>
      )}
    </>
  );
}

const WorkspacesOfApi = ({ group, workspaceId }: { group: WorkspaceGroup; workspaceId: string | null }) => (
  <Menu.Group>
    <Menu.GroupLabel className={menu.label}>{group.name}</Menu.GroupLabel>
    {group.workspaces.map(({ id, name }: WorkspaceView) => (
      <Menu.LinkItem
        key={id}
        className={menu.item}
        closeOnClick
        render={<Link to={workspacePath(id)} />}
        aria-current={id === workspaceId ? 'true' : undefined}
      >
        {name}
        {id === workspaceId && <Check size={16} aria-hidden className={styles.check} />}
      </Menu.LinkItem>
    ))}
  </Menu.Group>
);
