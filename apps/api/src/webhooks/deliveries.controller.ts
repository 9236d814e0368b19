import { Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DeliveryPage, DeliveryView, DeliveryWithPayload, ListDeliveriesQuery } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed } from '../gate/managed.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { DeliveriesService } from './deliveries.service.js';

/** What was sent, and where to, may be about live messages, which the sandbox does not see. */
@ApiTags('webhooks')
@Controller('v1/workspaces/:workspaceId/webhooks/:webhookId')
export class DeliveriesController {
  constructor(@Inject(DeliveriesService) private readonly deliveries: DeliveriesService) {}

  @Post('test')
  @HttpCode(202)
  @Managed('webhooks:write', { liveOnly: true })
  @Answers(202, DeliveryView, 401, 403, 404, 409)
  testWebhook(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('webhookId') webhookId: string,
  ): Promise<DeliveryView> {
    return this.deliveries.test(caller, workspaceId, webhookId);
  }

  @Get('deliveries')
  @Managed('webhooks:read', { liveOnly: true })
  @Answers(200, DeliveryPage, 400, 401, 403, 404)
  @AsksFor(ListDeliveriesQuery)
  listDeliveries(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('webhookId') webhookId: string,
    @Query() query: ListDeliveriesQuery,
  ): Promise<DeliveryPage> {
    return this.deliveries.list(caller, workspaceId, webhookId, query);
  }

  @Get('deliveries/:deliveryId')
  @Managed('webhooks:read', { liveOnly: true })
  @Answers(200, DeliveryWithPayload, 401, 403, 404)
  getDelivery(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('webhookId') webhookId: string,
    @Param('deliveryId') deliveryId: string,
  ): Promise<DeliveryWithPayload> {
    return this.deliveries.find(caller, workspaceId, webhookId, deliveryId);
  }

  @Post('deliveries/:deliveryId/replay')
  @HttpCode(202)
  @Managed('webhooks:write', { liveOnly: true })
  @Answers(202, DeliveryView, 401, 403, 404, 409)
  replayDelivery(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('webhookId') webhookId: string,
    @Param('deliveryId') deliveryId: string,
  ): Promise<DeliveryView> {
    return this.deliveries.replay(caller, workspaceId, webhookId, deliveryId);
  }
}
