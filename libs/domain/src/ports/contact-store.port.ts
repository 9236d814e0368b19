import type { Contact, ContactPlace } from '../messaging/contact.js';
import type { Page, PageRequest } from './page.js';

export interface ContactFilter extends ContactPlace {
  /** Found in the name in any case, or in the telephone number. No character of it is a wildcard. */
  readonly q?: string;
}

/** As the stores of `database.port.ts`. */
export interface ContactStore {
  find(workspaceId: string, id: string): Promise<Contact | null>;
  lock(workspaceId: string, id: string): Promise<Contact | null>;
  /** Whether any workspace has it: to tell another's from none's, where a wire profile does. */
  exists(id: string): Promise<boolean>;
  page(filter: ContactFilter, page: PageRequest): Promise<Page<Contact>>;
  /** Rejects with `ConflictError` naming `phoneNumber` where another contact of the place has it. */
  insert(contact: Contact): Promise<void>;
  /** Rejects as `insert` does. */
  update(contact: Contact): Promise<void>;
  /** Says whether it was there. */
  remove(workspaceId: string, id: string): Promise<boolean>;
}
