import type { WorkspaceView } from '../../shared/api/model';

export interface WorkspaceGroup {
  readonly apiId: string;
  readonly name: string;
  readonly workspaces: readonly WorkspaceView[];
}

/** APIs by name; inside one, workspaces in the order of the list. `names`: of APIs, by their ids. */
export function groupByApi(workspaces: readonly WorkspaceView[], names: ReadonlyMap<string, string>): WorkspaceGroup[] {
  return [...Map.groupBy(workspaces, ({ apiId }) => apiId)]
    .map(([apiId, members]) => ({ apiId, name: names.get(apiId) ?? apiId, workspaces: members }))
    .sort((a, b) => a.name.localeCompare(b.name, 'en'));
}
