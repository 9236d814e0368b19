import type { AuditAction } from '@latchkey/vocabulary';
import { NotFoundError } from '../errors.js';
import { newId } from '../id.js';
import type { Contact, ContactPlace } from '../messaging/contact.js';
import { findOwn } from '../messaging/find-own.js';
import type { Clock } from '../ports/clock.port.js';
import type { Database, Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { auditEntry } from './audited-change.js';
import { assertReaches, type Caller } from './caller.js';
import { noteCreated } from './created-once.js';

export type ContactFields = Pick<Contact, 'phoneNumber' | 'name'> &
  Partial<Pick<Contact, 'tags' | 'metadata' | 'optedOutAtMs'>>;

/**
 * The audit log tells which fields of a contact were given or changed, and not to what: nothing is ever taken out of the
 * log, and people have a right to be forgotten.
 */
export class KeepContacts {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly random: Random,
  ) {}

  /** @throws NotFoundError, or ForeignResourceError for another workspace's. One of the other side of the sandbox is none. */
  async find({ workspaceId, sandbox }: ContactPlace, contactId: string): Promise<Contact> {
    const contact = await findOwn(this.database.contacts, workspaceId, contactId, absent);
    if (contact.sandbox !== sandbox) throw absent();
    return contact;
  }

  /** @throws ConflictError naming `phoneNumber` */
  create(caller: Caller, place: ContactPlace, fields: ContactFields): Promise<Contact> {
    assertReaches(caller, place.workspaceId);
    return this.database.transaction(async (stores) => {
      const nowMs = this.clock.nowMs();
      const contact: Contact = {
        tags: [],
        metadata: {},
        optedOutAtMs: null,
        ...fields,
        ...place,
        id: newId('con', nowMs, this.random),
        createdAtMs: nowMs,
        updatedAtMs: nowMs,
      };
      await stores.contacts.insert(contact);
      await noteCreated(stores, caller.claim, contact.id);
      await this.audit(stores, caller, 'contact.created', contact, Object.keys(fields));
      return contact;
    });
  }

  /** @throws as `find`, ConflictError naming `phoneNumber` */
  async update(
    caller: Caller,
    place: ContactPlace,
    contactId: string,
    fields: Partial<ContactFields>,
  ): Promise<Contact> {
    await this.find(place, contactId);
    return this.database.transaction(async (stores) => {
      const contact = await stores.contacts.lock(place.workspaceId, contactId);
      if (contact === null) throw absent();
      const names = Object.keys(fields);
      if (names.length === 0) return contact;
      const changed = { ...contact, ...fields, updatedAtMs: this.clock.nowMs() };
      await stores.contacts.update(changed);
      await this.audit(stores, caller, 'contact.updated', changed, names);
      return changed;
    });
  }

  /** Answers the contact as it was. @throws as `find` */
  async remove(caller: Caller, place: ContactPlace, contactId: string): Promise<Contact> {
    const contact = await this.find(place, contactId);
    await this.database.transaction(async (stores) => {
      if (!(await stores.contacts.remove(place.workspaceId, contactId))) throw absent();
      await this.audit(stores, caller, 'contact.deleted', contact);
    });
    return contact;
  }

  private audit(
    stores: Stores,
    caller: Caller,
    action: AuditAction,
    { workspaceId, id: targetId, sandbox }: Contact,
    fields?: readonly string[],
  ): Promise<void> {
    const change = { action, workspaceId, targetId, after: { sandbox, ...(fields && { fields }) } };
    return stores.audit.append(auditEntry(caller, change, this.clock, this.random));
  }
}

const absent = () => new NotFoundError('contact');
