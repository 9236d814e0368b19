import {
  NotFoundError,
  type Contact,
  type ContactFilter,
  type ContactStore,
  type Page,
  type PageRequest,
} from '@latchkey/domain';
import { pageOf } from './page-of.js';
import { requireParent } from './require-parent.js';
import type { TableAccess } from './table-access.js';

export class MemoryContactStore implements ContactStore {
  constructor(private readonly access: TableAccess) {}

  find(workspaceId: string, id: string): Promise<Contact | null> {
    const contact = this.access.tables.contacts.get(id);
    return Promise.resolve(contact?.workspaceId === workspaceId ? contact : null);
  }

  lock(workspaceId: string, id: string): Promise<Contact | null> {
    return this.find(workspaceId, id);
  }

  exists(id: string): Promise<boolean> {
    return Promise.resolve(this.access.tables.contacts.get(id) !== null);
  }

  page(filter: ContactFilter, page: PageRequest): Promise<Page<Contact>> {
    return pageOf(this.access.tables.contacts.all(), page, (contact) => matches(contact, filter));
  }

  insert(contact: Contact): Promise<void> {
    return this.access.write(({ contacts, workspaces }) => {
      requireParent(workspaces.get(contact.workspaceId) !== null, 'contact', 'workspace');
      contacts.insert(contact);
    });
  }

  update(contact: Contact): Promise<void> {
    return this.access.write(({ contacts }) => {
      if (contacts.get(contact.id)?.workspaceId !== contact.workspaceId) throw new NotFoundError('contact');
      contacts.replace(contact);
    });
  }

  remove(workspaceId: string, id: string): Promise<boolean> {
    return this.access.write(({ contacts }) => {
      const isThere = contacts.get(id)?.workspaceId === workspaceId;
      if (isThere) contacts.remove(id);
      return isThere;
    });
  }
}

const matches = ({ workspaceId, sandbox, name, phoneNumber }: Contact, filter: ContactFilter): boolean =>
  workspaceId === filter.workspaceId &&
  sandbox === filter.sandbox &&
  (filter.q === undefined || name.toLowerCase().includes(filter.q.toLowerCase()) || phoneNumber.includes(filter.q));
