import type { StaffRole } from '@latchkey/vocabulary';

/** As a form holds it: `none` is `null`. */
export type RoleChoice = StaffRole | 'none';

export const ROLE_CHOICES: readonly { value: RoleChoice; title: string; explanation: string }[] = [
  { value: 'none', title: 'No staff', explanation: 'A member of workspaces, and nothing across them.' },
  { value: 'support', title: 'Support', explanation: 'Finds leaked keys in every workspace, and ends them.' },
  {
    value: 'operator',
    title: 'Operator',
    explanation: 'Defines APIs, plans and accounts, and reaches every workspace.',
  },
];

export const roleOf = (choice: RoleChoice): StaffRole | null => (choice === 'none' ? null : choice);

export const choiceOf = (role: StaffRole | null): RoleChoice => role ?? 'none';

export const ROLE_WORDS: Readonly<Record<RoleChoice, string>> = {
  none: 'No staff',
  support: 'Support',
  operator: 'Operator',
};
