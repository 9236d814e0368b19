import type { Permission } from '@latchkey/vocabulary';
import { CircleUser, KeyRound, type LucideIcon, Settings, ShieldCheck, Users } from 'lucide-react';

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
    title: 'Team',
    group: 'Settings',
    Icon: Users,
    path: 'settings/team',
    of: 'workspace',
    permission: 'team:read',
  },
  {
    title: 'Security',
    group: 'Settings',
    Icon: ShieldCheck,
    path: 'settings/security',
    of: 'workspace',
    permission: 'workspace:read',
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
    title: 'Your account',
    group: 'Settings',
    Icon: CircleUser,
    path: 'account',
    of: 'installation',
    permission: null,
  },
];

/** `null`: it is a workspace's, and none is looked at. */
export function addressOf({ of, path }: Pick<Screen, 'of' | 'path'>, workspaceId: string | null): string | null {
  if (of === 'installation') return `/${path}`;
  return workspaceId === null ? null : `/w/${workspaceId}/${path}`.replace(/\/$/, '');
}
