import {
  NotFoundError,
  type Contact,
  type ContactFilter,
  type ContactStore,
  type Page,
  type PageRequest,
} from '@latchkey/domain';
import { ContactEntity } from '../entities/contact.entity.js';
import { fromContact, toContact } from '../mappers/contact.mapper.js';
import type { Statements } from '../statements.js';
import { pageOf } from './page-of.js';

export class PgContactStore implements ContactStore {
  constructor(private readonly statements: Statements) {}

  find(workspaceId: string, id: string): Promise<Contact | null> {
    return this.statements.run(async (manager) => {
      const row = await manager.findOneBy(ContactEntity, { workspaceId, id });
      return row && toContact(row);
    });
  }

  lock(workspaceId: string, id: string): Promise<Contact | null> {
    return this.statements.run(async (manager) => {
      const lock = { mode: 'for_no_key_update' } as const;
      const row = await manager.findOne(ContactEntity, { where: { workspaceId, id }, lock });
      return row && toContact(row);
    });
  }

  exists(id: string): Promise<boolean> {
    return this.statements.run((manager) => manager.existsBy(ContactEntity, { id }));
  }

  page({ workspaceId, sandbox, q }: ContactFilter, page: PageRequest): Promise<Page<Contact>> {
    return this.statements.run((manager) => {
      const query = manager
        .createQueryBuilder(ContactEntity, 'contact')
        .where('contact.workspaceId = :workspaceId AND contact.sandbox = :sandbox', { workspaceId, sandbox });
      // `strpos` knows no wildcards, so there is nothing to escape.
      if (q !== undefined)
        query.andWhere('(strpos(contact.nameFolded, :folded) > 0 OR strpos(contact.phoneNumber, :q) > 0)', {
          folded: q.toLowerCase(),
          q,
        });
      return pageOf(query, page, toContact);
    });
  }

  insert(contact: Contact): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(ContactEntity, fromContact(contact));
    });
  }

  update(contact: Contact): Promise<void> {
    return this.statements.run(async (manager) => {
      const { id, workspaceId, ...fields } = fromContact(contact);
      const { affected } = await manager.update(ContactEntity, { id, workspaceId }, fields);
      if (affected === 0) throw new NotFoundError('contact');
    });
  }

  remove(workspaceId: string, id: string): Promise<boolean> {
    return this.statements.run(async (manager) => {
      const { affected } = await manager.delete(ContactEntity, { workspaceId, id });
      return affected === 1;
    });
  }
}
