import type { ApiView, WorkspaceView } from '../../shared/api/model';

export interface WorkspaceGroup {
  readonly apiId: string;
  readonly name: string;
  readonly workspaces: readonly WorkspaceView[];
}

/** APIs by name; inside one, workspaces in the order of the list. */
export function groupByApi(workspaces: readonly WorkspaceView[], apis: readonly ApiView[]): WorkspaceGroup[] {
  const names = new Map(apis.map(({ id, name }) => [id, name]));
  return [...Map.groupBy(workspaces, ({ apiId }) => apiId)]
    .map(([apiId, members]) => ({ apiId, name: names.get(apiId) ?? apiId, workspaces: members }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
