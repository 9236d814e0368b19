import type { StaffRole } from '@latchkey/vocabulary';

/** A person who signs in to the dashboard. */
export interface User {
  readonly id: string;
  /** Lower case; two accounts never share one. */
  readonly email: string;
  readonly name: string;
  readonly passwordHash: string;
  readonly role: StaffRole;
  readonly createdAtMs: number;
}
