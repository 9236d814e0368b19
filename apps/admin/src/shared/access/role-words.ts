import { WORKSPACE_ROLES, type WorkspaceRole } from '@latchkey/vocabulary';
import type { Choice } from '../ui/choice-group';

interface RoleWords {
  readonly title: string;
  readonly explanation: string;
}

export const ROLE_WORDS: Readonly<Record<WorkspaceRole, RoleWords>> = {
  owner: { title: 'Owner', explanation: 'Everything, and says who else is an owner.' },
  admin: { title: 'Admin', explanation: 'Everything but making and unmaking owners.' },
  developer: {
    title: 'Developer',
    explanation: 'Keys, messages, webhooks and alerts. Sees the team and the plan, and changes neither.',
  },
  viewer: { title: 'Viewer', explanation: 'Sees all but the audit log, and changes nothing.' },
};

/** An owner is made by an owner; to the others that is said where they would choose it. */
export const roleChoices = (mayMakeOwners: boolean): readonly Choice[] =>
  WORKSPACE_ROLES.map((value) => ({
    value,
    ...ROLE_WORDS[value],
    ...(value === 'owner' &&
      !mayMakeOwners && { disabled: true, explanation: 'Only an owner makes somebody an owner.' }),
  }));
