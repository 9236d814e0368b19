import type { Permission } from '@latchkey/vocabulary';
import {
  BellRing,
  Blocks,
  ChartColumn,
  CircleUser,
  Gauge,
  KeyRound,
  LayoutDashboard,
  LifeBuoy,
  type LucideIcon,
  MessageSquare,
  Rocket,
  ScrollText,
  Settings,
  ShieldCheck,
  Smartphone,
  Users,
  UsersRound,
  Webhook,
} from 'lucide-react';
import type { ComponentType } from 'react';
import { FiringCount } from '../features/alerts/firing-count';

export const SCREEN_GROUPS = ['Workspace', 'Messaging', 'Integrate', 'Settings', 'Support', 'Installation'] as const;
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
  /** Of what there is to look at, beside the title. */
  readonly Count?: ComponentType<{ workspaceId: string }>;
}

export const SCREENS: readonly Screen[] = [
  {
    title: 'Overview',
    group: 'Workspace',
    Icon: LayoutDashboard,
    path: '',
    of: 'workspace',
    permission: 'workspace:read',
  },
  {
    title: 'Usage',
    group: 'Workspace',
    Icon: ChartColumn,
    path: 'usage',
    of: 'workspace',
    permission: 'workspace:read',
  },
  {
    title: 'Alerts',
    group: 'Workspace',
    Icon: BellRing,
    path: 'alerts',
    of: 'workspace',
    permission: 'alerts:read',
    Count: FiringCount,
  },
  {
    title: 'Audit log',
    group: 'Workspace',
    Icon: ScrollText,
    path: 'audit',
    of: 'workspace',
    permission: 'audit:read',
  },
  {
    title: 'Devices',
    group: 'Messaging',
    Icon: Smartphone,
    path: 'devices',
    of: 'workspace',
    permission: 'devices:read',
  },
  {
    title: 'Messages',
    group: 'Messaging',
    Icon: MessageSquare,
    path: 'messages',
    of: 'workspace',
    permission: 'messages:read',
  },
  {
    title: 'Quick start',
    group: 'Integrate',
    Icon: Rocket,
    path: 'quick-start',
    of: 'workspace',
    permission: 'workspace:read',
  },
  {
    title: 'API keys',
    group: 'Settings',
    Icon: KeyRound,
    path: 'settings/api-keys',
    of: 'workspace',
    permission: 'keys:read',
  },
  {
    title: 'Webhooks',
    group: 'Settings',
    Icon: Webhook,
    path: 'settings/webhooks',
    of: 'workspace',
    permission: 'webhooks:read',
  },
  {
    title: 'Security',
    group: 'Settings',
    Icon: ShieldCheck,
    path: 'settings/security',
    of: 'workspace',
    permission: 'workspace:read',
  },
  { title: 'Team', group: 'Settings', Icon: Users, path: 'settings/team', of: 'workspace', permission: 'team:read' },
  {
    title: 'Plan',
    group: 'Settings',
    Icon: Gauge,
    path: 'settings/plan',
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
  { title: 'Your account', group: 'Settings', Icon: CircleUser, path: 'account', of: 'installation', permission: null },
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
  {
    title: 'Audit log of all',
    group: 'Installation',
    Icon: ScrollText,
    path: 'operator/audit',
    of: 'installation',
    permission: 'installation:manage',
  },
];

/** `null`: it is a workspace's, and none is looked at. */
export function addressOf({ of, path }: Pick<Screen, 'of' | 'path'>, workspaceId: string | null): string | null {
  if (of === 'installation') return `/${path}`;
  return workspaceId === null ? null : `/w/${workspaceId}/${path}`.replace(/\/$/, '');
}
