import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateKeyRequest,
  IssuedKey,
  KeyPage,
  KeyView,
  ListKeysQuery,
  RevokeKeyRequest,
  SecuritySettings,
} from '@latchkey/contracts';
import type { Caller, KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentKey, CurrentKeyAsCaller } from '../../gate/caller.decorator.js';
import { Guarded } from '../../gate/guarded.decorator.js';
import { Answers, AsksFor } from '../../http/answers.decorator.js';
import { KeysService } from '../../keys/keys.service.js';
import { WorkspacesService } from '../../workspaces/workspaces.service.js';
import { Surface } from '../surface.decorator.js';
import { toItem, toKeyList, toSecuritySettings } from './settings.presenter.js';

/** Who has used up the day has to be able to revoke a key all the same. */
const MANAGING = { metering: 'charge_rate' } as const;

/**
 * What StartMessaging's document finds under "Settings → API Keys" and "Settings → Security": the workspace of the key
 * that asks, managed by the services of the management routes.
 */
@Surface('startmessaging')
@ApiTags('startmessaging')
@Controller('v1/settings')
export class SettingsController {
  constructor(
    @Inject(KeysService) private readonly keys: KeysService,
    @Inject(WorkspacesService) private readonly workspaces: WorkspacesService,
  ) {}

  @Get('api-keys')
  @Guarded('keys:read', MANAGING)
  @Answers(200, KeyPage, 400, 401, 403, 429)
  @AsksFor(ListKeysQuery)
  async listKeysInSettings(
    @CurrentKey() { workspace }: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Query() query: ListKeysQuery,
  ): Promise<WireResult> {
    return toKeyList(await this.keys.list(caller, workspace.id, query));
  }

  @Post('api-keys')
  @Guarded('keys:write', MANAGING)
  @Answers(201, IssuedKey, 400, 401, 403, 409, 429)
  async createKeyInSettings(
    @CurrentKey() { workspace }: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Body() body: CreateKeyRequest,
  ): Promise<WireResult> {
    return toItem(await this.keys.issue(caller, workspace.id, body));
  }

  @Post('api-keys/:keyId/revoke')
  @HttpCode(200)
  @Guarded('keys:write', MANAGING)
  @Answers(200, KeyView, 400, 401, 403, 404, 409, 429)
  async revokeKeyInSettings(
    @CurrentKey() { workspace }: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Param('keyId') keyId: string,
    @Body() body: RevokeKeyRequest,
  ): Promise<WireResult> {
    return toItem(await this.keys.revoke(caller, workspace.id, keyId, body));
  }

  @Get('security')
  @Guarded('workspace:read', MANAGING)
  @Answers(200, SecuritySettings, 401, 403, 429)
  async getSecuritySettings(
    @CurrentKey() { workspace }: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
  ): Promise<WireResult> {
    return toSecuritySettings(await this.workspaces.find(caller, workspace.id));
  }

  @Patch('security')
  @Guarded('workspace:write', { ...MANAGING, liveOnly: true })
  @Answers(200, SecuritySettings, 400, 401, 403, 429)
  async updateSecuritySettings(
    @CurrentKey() { workspace }: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Body() body: SecuritySettings,
  ): Promise<WireResult> {
    return toSecuritySettings(await this.workspaces.update(caller, workspace.id, body));
  }
}
