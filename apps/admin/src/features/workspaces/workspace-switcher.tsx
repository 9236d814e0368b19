import { Menu } from '@base-ui/react/menu';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Check, ChevronsUpDown, Plus } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { apiQuery, apisQuery } from '../../shared/api/apis';
import { apiKeysPath, workspaceQuery, workspacesQuery } from '../../shared/api/workspaces';
import menu from '../../shared/ui/menu.module.css';
import { groupByApi } from './group-by-api';
import styles from './workspace-switcher.module.css';

const NewWorkspaceDialog = lazy(() =>
  import('./new-workspace-dialog').then((module) => ({ default: module.NewWorkspaceDialog })),
);

export function WorkspaceSwitcher({ workspaceId }: { workspaceId: string }) {
  const current = useQuery(workspaceQuery(workspaceId)).data;
  const currentApi = useQuery({ ...apiQuery(current?.apiId ?? ''), enabled: current !== undefined }).data;
  const [creating, setCreating] = useState(false);
  return (
    <>
      <Menu.Root>
        <Menu.Trigger
          className={styles.trigger}
          aria-label={`Workspace: ${current?.name ?? 'loading'}. Switch workspace`}
        >
          <span className={styles.names}>
            <span className={styles.name}>{current?.name ?? '…'}</span>
            <span className={styles.api}>{currentApi?.name ?? '…'}</span>
          </span>
          <ChevronsUpDown size={16} aria-hidden />
        </Menu.Trigger>
        <Menu.Portal>
          <Menu.Positioner className={menu.positioner} sideOffset={4} align="start">
            <Menu.Popup className={menu.popup}>
              <WorkspaceItems workspaceId={workspaceId} />
              <Menu.Separator className={menu.separator} />
              <Menu.Item className={menu.item} onClick={() => setCreating(true)}>
                <Plus size={16} aria-hidden />
                New workspace
              </Menu.Item>
            </Menu.Popup>
          </Menu.Positioner>
        </Menu.Portal>
      </Menu.Root>
      {creating && (
        <Suspense>
          <NewWorkspaceDialog onClose={() => setCreating(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Loaded when the menu opens; an installation may have thousands, so there is a way to load more. */
function WorkspaceItems({ workspaceId }: { workspaceId: string }) {
  const apis = useQuery(apisQuery);
  const pages = useInfiniteQuery(workspacesQuery);
  const failed = [apis, pages].find((query) => query.isError);
  if (failed) {
    return (
      <Menu.Item className={menu.item} closeOnClick={false} onClick={() => void failed.refetch()}>
        The workspaces could not be loaded. Try again
      </Menu.Item>
    );
  }
  if (!apis.data || !pages.data) return <p className={menu.label}>Loading…</p>;
  const workspaces = pages.data.pages.flatMap(({ data }) => data);
  return (
    <>
      {groupByApi(workspaces, apis.data).map((group) => (
        <Menu.Group key={group.apiId}>
          <Menu.GroupLabel className={menu.label}>{group.name}</Menu.GroupLabel>
          {group.workspaces.map(({ id, name }) => (
            <Menu.LinkItem
              key={id}
              className={menu.item}
              closeOnClick
              render={<Link to={apiKeysPath(id)} />}
              aria-current={id === workspaceId ? 'true' : undefined}
            >
              {name}
              {id === workspaceId && <Check size={16} aria-hidden className={styles.check} />}
            </Menu.LinkItem>
          ))}
        </Menu.Group>
      ))}
      {pages.hasNextPage && (
        <Menu.Item className={menu.item} closeOnClick={false} onClick={() => void pages.fetchNextPage()}>
          {pages.isFetchingNextPage ? 'Loading…' : 'Show older workspaces'}
        </Menu.Item>
      )}
    </>
  );
}
