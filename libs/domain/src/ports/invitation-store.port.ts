import type { Invitation } from '../invitations/invitation.js';
import type { Page, PageRequest } from './page.js';

/** Whoever changes one has its workspace locked, and so has whoever becomes a member by it. */
export interface InvitationStore {
  /** `null` also for one of another workspace. */
  find(workspaceId: string, id: string): Promise<Invitation | null>;
  findByToken(tokenSha256: string): Promise<Invitation | null>;
  /** Neither accepted nor revoked, nor at its end at this moment. Under the lock there is one at most. */
  findPending(workspaceId: string, email: string, nowMs: number): Promise<Invitation | null>;
  countPending(workspaceId: string, nowMs: number): Promise<number>;
  page(workspaceId: string, page: PageRequest): Promise<Page<Invitation>>;
  insert(invitation: Invitation): Promise<void>;
  update(invitation: Invitation): Promise<void>;
}
