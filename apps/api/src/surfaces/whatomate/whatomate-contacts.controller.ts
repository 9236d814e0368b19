import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ContactPage, ListContactsQuery } from '@latchkey/contracts';
import { staysInSandbox } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { Answers, AsksFor } from '../../http/answers.decorator.js';
import { ContactsService } from '../../messaging/contacts.service.js';
import { CurrentOrganization, OfOrganization, type OrganizationCaller } from '../of-organization.decorator.js';
import { Surface } from '../surface.decorator.js';

@ApiTags('whatomate')
@Surface('whatomate')
@Controller('api/contacts')
export class WhatomateContactsController {
  constructor(@Inject(ContactsService) private readonly contacts: ContactsService) {}

  @Get()
  @OfOrganization('contacts:read', { metering: 'charge' })
  @Answers(200, ContactPage, 400, 401, 403, 404, 429)
  @AsksFor(ListContactsQuery)
  listWhatomateContacts(
    @CurrentOrganization() { caller, workspaceId }: OrganizationCaller,
    @Query() query: ListContactsQuery,
  ): Promise<WireResult> {
    return this.contacts.contacts({ workspaceId, sandbox: staysInSandbox(caller.kind) }, query);
  }
}
