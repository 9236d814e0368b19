import type { Permission } from '@latchkey/vocabulary';
import { Blocks, KeyRound, LifeBuoy, type LucideIcon, Settings, UsersRound } from 'lucide-react';

export const SCREEN_GROUPS = ['Workspace', 'Messaging', 'Settings', 'Support', 'Installation'] as const;
export type ScreenGroup = (typeof SCREEN_GROUPS)[number];

/** A place that the navigation and the command palette lead to. */
export interface Screen {
  readonly title: string;
  readonly group: ScreenGroup;
  readonly Icon: LucideIcon;
  /** Below `/w/{workspaceId}/` where it is a workspace's, else from the root. */
  readonly path: string;
  readonly of: 'workspace' | 'installation';
  /** Without it the screen is not offered; who comes all the same is told who may see it. `null`: everybody's. */
  readonly permission: Permission | null;
}

export const SCREENS: readonly Screen[] = [
  {
    title: 'API keys',
    group: 'Settings',
    Icon: KeyRound,
    path: 'settings/api-keys',
    of: 'workspace',
    permission: 'keys:read',
  },
  {
    title: 'Workspace settings',
    group: 'Settings',
    Icon: Settings,
    path: 'settings/workspace',
    of: 'workspace',
    permission: 'workspace:read',
  },
  {
    title: 'Leak desk',
    group: 'Support',
    Icon: LifeBuoy,
    path: 'support/leak-desk',
    of: 'installation',
    permission: 'leak_desk:use',
  },
  {
    title: 'APIs and plans',
    group: 'Installation',
    Icon: Blocks,
    path: 'operator/apis',
    of: 'installation',
    permission: 'installation:manage',
  },
  {
    title: 'Accounts',
    group: 'Installation',
    Icon: UsersRound,
    path: 'operator/staff',
    of: 'installation',
    permission: 'installation:manage',
  },
];

/** `null`: it is a workspace's, and none is looked at. */
export function addressOf({ of, path }: Pick<Screen, 'of' | 'path'>, workspaceId: string | null): string | null {
  if (of === 'installation') return `/${path}`;
  return workspaceId === null ? null : `/w/${workspaceId}/${path}`.replace(/\/$/, '');
}
