import { Body, Controller, Delete, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  ContactPage,
  ContactView,
  CreateContactRequest,
  ListContactsQuery,
  UpdateContactRequest,
} from '@latchkey/contracts';
import type { Caller, KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentKey, CurrentKeyAsCaller } from '../gate/caller.decorator.js';
import { Guarded } from '../gate/guarded.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { ContactsService } from './contacts.service.js';

@ApiTags('contacts')
@Controller('v1/contacts')
export class ContactsController {
  constructor(@Inject(ContactsService) private readonly contacts: ContactsService) {}

  @Get()
  @Guarded('contacts:read')
  @Answers(200, ContactPage, 400, 401, 403, 429)
  @AsksFor(ListContactsQuery)
  listContacts(@CurrentKey() record: KeyRecord, @Query() query: ListContactsQuery): Promise<WireResult> {
    return this.contacts.contacts(record, query);
  }

  @Post()
  @Guarded('contacts:write')
  @Answers(201, ContactView, 400, 401, 403, 409, 429)
  createContact(
    @CurrentKey() record: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Body() body: CreateContactRequest,
  ): Promise<WireResult> {
    return this.contacts.create(record, caller, body);
  }

  @Get(':contactId')
  @Guarded('contacts:read')
  @Answers(200, ContactView, 401, 403, 404, 429)
  getContact(@CurrentKey() record: KeyRecord, @Param('contactId') contactId: string): Promise<WireResult> {
    return this.contacts.contact(record, contactId);
  }

  @Patch(':contactId')
  @Guarded('contacts:write')
  @Answers(200, ContactView, 400, 401, 403, 404, 409, 429)
  updateContact(
    @CurrentKey() record: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Param('contactId') contactId: string,
    @Body() body: UpdateContactRequest,
  ): Promise<WireResult> {
    return this.contacts.update(record, caller, contactId, body);
  }

  @Delete(':contactId')
  @Guarded('contacts:write')
  @Answers(200, ContactView, 401, 403, 404, 429)
  deleteContact(
    @CurrentKey() record: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Param('contactId') contactId: string,
  ): Promise<WireResult> {
    return this.contacts.remove(record, caller, contactId);
  }
}
