import { Inject, Injectable } from '@nestjs/common';
import type { CreateContactRequest, ListContactsQuery, UpdateContactRequest } from '@latchkey/contracts';
import {
  type Caller,
  type ContactPlace,
  createdBefore,
  type Database,
  KeepContacts,
  type KeyRecord,
  staysInSandbox,
} from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { pageRequestOf } from '../http/cursor.js';
import { DATABASE } from '../ports.js';
import { toContactFields, toContactView } from './contacts.presenter.js';
import { toItem, toList } from './wire-results.js';

/** The contacts of a workspace, on the side of the sandbox that the key is on. */
@Injectable()
export class ContactsService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(KeepContacts) private readonly keepContacts: KeepContacts,
  ) {}

  /** @param of whose: a key's, or, for who comes without one, a place */
  async contacts(of: KeyRecord | ContactPlace, { q, ...query }: ListContactsQuery): Promise<WireResult> {
    const filter = { ...placeOf(of), ...(q !== undefined && { q }) };
    return toList(await this.database.contacts.page(filter, pageRequestOf(query)), toContactView);
  }

  async contact(record: KeyRecord, contactId: string): Promise<WireResult> {
    return toItem(await this.keepContacts.find(placeOf(record), contactId), toContactView);
  }

  async create(record: KeyRecord, caller: Caller, body: CreateContactRequest): Promise<WireResult> {
    const place = placeOf(record);
    const before = await createdBefore(caller.claim, (id) => this.database.contacts.find(place.workspaceId, id));
    const contact = before ?? (await this.keepContacts.create(caller, place, toContactFields(body)));
    return toItem(contact, toContactView);
  }

  async update(record: KeyRecord, caller: Caller, contactId: string, body: UpdateContactRequest): Promise<WireResult> {
    const changed = await this.keepContacts.update(caller, placeOf(record), contactId, toContactFields(body));
    return toItem(changed, toContactView);
  }

  async remove(record: KeyRecord, caller: Caller, contactId: string): Promise<WireResult> {
    return toItem(await this.keepContacts.remove(caller, placeOf(record), contactId), toContactView);
  }
}

const placeOf = (of: KeyRecord | ContactPlace): ContactPlace =>
  'key' in of ? { workspaceId: of.workspace.id, sandbox: staysInSandbox(of.key) } : of;
