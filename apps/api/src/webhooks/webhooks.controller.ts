import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateWebhookRequest,
  IssuedWebhook,
  ListQuery,
  RotateWebhookSecretRequest,
  UpdateWebhookRequest,
  WebhookPage,
  WebhookView,
} from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed } from '../gate/managed.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { WebhooksService } from './webhooks.service.js';

/** What is sent tells of live keys and messages, and an address may hold a secret: nothing here is for the sandbox. */
const READS = ['webhooks:read', { liveOnly: true }] as const;
const CHANGES = ['webhooks:write', { liveOnly: true }] as const;

@ApiTags('webhooks')
@Controller('v1/workspaces/:workspaceId/webhooks')
export class WebhooksController {
  constructor(@Inject(WebhooksService) private readonly webhooks: WebhooksService) {}

  @Get()
  @Managed(...READS)
  @Answers(200, WebhookPage, 400, 401, 403, 404)
  @AsksFor(ListQuery)
  listWebhooks(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Query() query: ListQuery,
  ): Promise<WebhookPage> {
    return this.webhooks.list(caller, workspaceId, query);
  }

  @Post()
  @Managed(...CHANGES)
  @Answers(201, IssuedWebhook, 400, 401, 403, 404, 409)
  createWebhook(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Body() body: CreateWebhookRequest,
  ): Promise<IssuedWebhook> {
    return this.webhooks.create(caller, workspaceId, body);
  }

  @Get(':webhookId')
  @Managed(...READS)
  @Answers(200, WebhookView, 401, 403, 404)
  getWebhook(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('webhookId') webhookId: string,
  ): Promise<WebhookView> {
    return this.webhooks.find(caller, workspaceId, webhookId);
  }

  @Patch(':webhookId')
  @Managed(...CHANGES)
  @Answers(200, WebhookView, 400, 401, 403, 404)
  updateWebhook(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('webhookId') webhookId: string,
    @Body() body: UpdateWebhookRequest,
  ): Promise<WebhookView> {
    return this.webhooks.update(caller, workspaceId, webhookId, body);
  }

  @Delete(':webhookId')
  @HttpCode(204)
  @Managed(...CHANGES)
  @Answers(204, null, 401, 403, 404)
  deleteWebhook(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('webhookId') webhookId: string,
  ): Promise<void> {
    return this.webhooks.remove(caller, workspaceId, webhookId);
  }

  @Post(':webhookId/rotate-secret')
  @Managed(...CHANGES)
  @Answers(201, IssuedWebhook, 400, 401, 403, 404)
  rotateWebhookSecret(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('webhookId') webhookId: string,
    @Body() body: RotateWebhookSecretRequest,
  ): Promise<IssuedWebhook> {
    return this.webhooks.rotate(caller, workspaceId, webhookId, body);
  }

  @Post(':webhookId/enable')
  @HttpCode(200)
  @Managed(...CHANGES)
  @Answers(200, WebhookView, 401, 403, 404)
  enableWebhook(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('webhookId') webhookId: string,
  ): Promise<WebhookView> {
    return this.webhooks.enable(caller, workspaceId, webhookId);
  }

  @Post(':webhookId/disable')
  @HttpCode(200)
  @Managed(...CHANGES)
  @Answers(200, WebhookView, 401, 403, 404)
  disableWebhook(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('webhookId') webhookId: string,
  ): Promise<WebhookView> {
    return this.webhooks.disable(caller, workspaceId, webhookId);
  }
}
