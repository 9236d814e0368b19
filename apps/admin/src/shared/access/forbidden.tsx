import type { Permission } from '@latchkey/vocabulary';
import { Lock } from 'lucide-react';
import { Empty } from '../ui/empty';
import { Notice } from '../ui/notice';
import { rolesThatMay, whoGrants } from './who-may';

interface ForbiddenProps {
  permission: Permission;
  /** What it is for, after “to”: “see the audit log”. */
  purpose: string;
}

/** In the place of a whole screen. */
export const Forbidden = ({ permission, purpose }: ForbiddenProps) => (
  <Empty icon={<Lock size={22} aria-hidden />} title="Not with your role">
    To {purpose} you need the role {rolesThatMay(permission)}. {whoGrants(permission)} can give it to you.
  </Empty>
);

/** Beside what may be seen, in the place of the button that somebody else has. */
export const ForbiddenNote = ({ permission, purpose }: ForbiddenProps) => (
  <Notice>
    <p>
      To {purpose} you need the role {rolesThatMay(permission)}. {whoGrants(permission)} can give it to you.
    </p>
  </Notice>
);
