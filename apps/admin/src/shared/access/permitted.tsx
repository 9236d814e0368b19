import type { Permission } from '@latchkey/vocabulary';
import type { ReactNode } from 'react';
import { SkeletonStack } from '../ui/skeleton';
import { useAccess } from './use-access';
import { Forbidden } from './forbidden';

interface PermittedProps {
  /** `null`: something of the installation, and of no workspace. */
  workspaceId: string | null;
  permission: Permission;
  purpose: string;
  children: ReactNode;
}

/** A screen's contents for those who may see them; the others are told who may. */
export function Permitted({ workspaceId, permission, purpose, children }: PermittedProps) {
  const access = useAccess(workspaceId);
  if (access === undefined) return <SkeletonStack label="Loading" />;
  return access.may(permission) ? children : <Forbidden permission={permission} purpose={purpose} />;
}
