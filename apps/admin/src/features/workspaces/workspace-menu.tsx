import { Menu } from '@base-ui/react/menu';
import { useInfiniteQuery, useQueries } from '@tanstack/react-query';
import { Check, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAccess } from '../../shared/access/use-access';
import type { WorkspaceView } from '../../shared/api/model';
import { workspaceApiQuery } from '../../shared/api/apis';
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
            <WorkspaceItems workspaceId={workspaceId} />
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

/** Loaded when the menu opens; an installation may have thousands, so there is a way to load more. */
function WorkspaceItems({ workspaceId }: { workspaceId: string | null }) {
  const pages = useInfiniteQuery(workspacesQuery);
  const workspaces = pages.data?.pages.flatMap(({ data }) => data) ?? [];
  const apis = useApisOf(workspaces);
  if (pages.isError || apis.failed) {
    return (
      <Menu.Item
        className={menu.item}
        closeOnClick={false}
        onClick={() => (apis.failed ? apis.failed() : void pages.refetch())}
      >
        The workspaces could not be loaded. Try again
      </Menu.Item>
    );
  }
  if (pages.isPending || apis.names === null) return <p className={menu.label}>Loading…</p>;
  if (workspaces.length === 0) return <p className={menu.label}>You are a member of no workspace.</p>;
  const groups = groupByApi(workspaces, apis.names);
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

/** Of each API one workspace is asked: the list of APIs itself is for operators. */
function useApisOf(workspaces: readonly WorkspaceView[]) {
  const oneOfEach = [...new Map(workspaces.map((workspace) => [workspace.apiId, workspace])).values()];
  return useQueries({
    queries: oneOfEach.map(({ id }) => workspaceApiQuery(id)),
    combine: (answers) => ({
      names: answers.every(({ isSuccess }) => isSuccess)
        ? new Map(answers.flatMap(({ data }) => (data ? [[data.id, data.name] as const] : [])))
        : null,
      failed: answers.some(({ isError }) => isError)
        ? () => answers.forEach((answer) => answer.isError && void answer.refetch())
        : null,
    }),
  });
}
