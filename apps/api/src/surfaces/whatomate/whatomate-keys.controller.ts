import { Body, Controller, Delete, Get, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CreateWhatomateKeyRequest, WhatomateIssuedKey, WhatomateKeyView, WhatomateMessage } from '@latchkey/contracts';
import type { WireResult } from '@latchkey/wire';
import { Answers } from '../../http/answers.decorator.js';
import { CurrentOrganization, OfOrganization, type OrganizationCaller } from '../of-organization.decorator.js';
import { Surface } from '../surface.decorator.js';
import { WhatomateKeysService } from './whatomate-keys.service.js';

@ApiTags('whatomate')
@Surface('whatomate')
@Controller('api/api-keys')
export class WhatomateKeysController {
  constructor(@Inject(WhatomateKeysService) private readonly keys: WhatomateKeysService) {}

  @Get()
  @OfOrganization('keys:read')
  @Answers(200, WhatomateKeyView, 401, 403, 404)
  listWhatomateKeys(@CurrentOrganization() organization: OrganizationCaller): Promise<WireResult> {
    return this.keys.list(organization);
  }

  @Post()
  @OfOrganization('keys:write')
  @Answers(201, WhatomateIssuedKey, 400, 401, 403, 404, 409)
  createWhatomateKey(
    @CurrentOrganization() organization: OrganizationCaller,
    @Body() body: CreateWhatomateKeyRequest,
  ): Promise<WireResult> {
    return this.keys.create(organization, body);
  }

  @Delete(':keyId')
  @OfOrganization('keys:write')
  @Answers(200, WhatomateMessage, 401, 403, 404)
  deleteWhatomateKey(
    @CurrentOrganization() organization: OrganizationCaller,
    @Param('keyId') keyId: string,
  ): Promise<WireResult> {
    return this.keys.delete(organization, keyId);
  }
}
