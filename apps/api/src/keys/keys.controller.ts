import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateKeyRequest,
  IssuedKey,
  KeyPage,
  KeyTimelinePage,
  KeyView,
  ListKeysQuery,
  ListQuery,
  RevokeKeyRequest,
  RotateKeyRequest,
  UpdateKeyRequest,
} from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed } from '../gate/managed.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { KeysService } from './keys.service.js';

@ApiTags('keys')
@Controller('v1/workspaces/:workspaceId/keys')
export class KeysController {
  constructor(@Inject(KeysService) private readonly keys: KeysService) {}

  @Get()
  @Managed('keys:read')
  @Answers(200, KeyPage, 400, 401, 403, 404)
  @AsksFor(ListKeysQuery)
  listKeys(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Query() query: ListKeysQuery,
  ): Promise<KeyPage> {
    return this.keys.list(caller, workspaceId, query);
  }

  @Post()
  @Managed('keys:write')
  @Answers(201, IssuedKey, 400, 401, 403, 404, 409)
  createKey(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Body() body: CreateKeyRequest,
  ): Promise<IssuedKey> {
    return this.keys.issue(caller, workspaceId, body);
  }

  @Get(':keyId')
  @Managed('keys:read')
  @Answers(200, KeyView, 401, 403, 404)
  getKey(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('keyId') keyId: string,
  ): Promise<KeyView> {
    return this.keys.find(caller, workspaceId, keyId);
  }

  @Get(':keyId/timeline')
  @Managed('keys:read')
  @Answers(200, KeyTimelinePage, 400, 401, 403, 404)
  @AsksFor(ListQuery)
  getKeyTimeline(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('keyId') keyId: string,
    @Query() query: ListQuery,
  ): Promise<KeyTimelinePage> {
    return this.keys.timeline(caller, workspaceId, keyId, query);
  }

  @Patch(':keyId')
  @Managed('keys:write')
  @Answers(200, KeyView, 400, 401, 403, 404)
  updateKey(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('keyId') keyId: string,
    @Body() body: UpdateKeyRequest,
  ): Promise<KeyView> {
    return this.keys.update(caller, workspaceId, keyId, body);
  }

  @Post(':keyId/rotate')
  @Managed('keys:write')
  @Answers(201, IssuedKey, 400, 401, 403, 404, 409)
  rotateKey(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('keyId') keyId: string,
    @Body() body: RotateKeyRequest,
  ): Promise<IssuedKey> {
    return this.keys.rotate(caller, workspaceId, keyId, body);
  }

  @Post(':keyId/rotate/cancel')
  @HttpCode(200)
  @Managed('keys:write')
  @Answers(200, KeyView, 401, 403, 404, 409)
  cancelOverlap(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('keyId') keyId: string,
  ): Promise<KeyView> {
    return this.keys.cancelOverlap(caller, workspaceId, keyId);
  }

  @Post(':keyId/revoke')
  @HttpCode(200)
  @Managed('keys:write')
  @Answers(200, KeyView, 400, 401, 403, 404, 409)
  revokeKey(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('keyId') keyId: string,
    @Body() body: RevokeKeyRequest,
  ): Promise<KeyView> {
    return this.keys.revoke(caller, workspaceId, keyId, body);
  }

  @Post(':keyId/revoke/cancel')
  @HttpCode(200)
  @Managed('keys:write')
  @Answers(200, KeyView, 401, 403, 404, 409)
  cancelRevocation(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('keyId') keyId: string,
  ): Promise<KeyView> {
    return this.keys.cancelRevocation(caller, workspaceId, keyId);
  }

  @Post(':keyId/disable')
  @HttpCode(200)
  @Managed('keys:write')
  @Answers(200, KeyView, 401, 403, 404, 409)
  disableKey(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('keyId') keyId: string,
  ): Promise<KeyView> {
    return this.keys.disable(caller, workspaceId, keyId);
  }

  @Post(':keyId/enable')
  @HttpCode(200)
  @Managed('keys:write')
  @Answers(200, KeyView, 401, 403, 404, 409)
  enableKey(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('keyId') keyId: string,
  ): Promise<KeyView> {
    return this.keys.enable(caller, workspaceId, keyId);
  }
}
