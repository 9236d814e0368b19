import { Inject, Injectable } from '@nestjs/common';
import type {
  CreateWebhookRequest,
  IssuedWebhook as IssuedWebhookView,
  ListQuery,
  RotateWebhookSecretRequest,
  UpdateWebhookRequest,
  WebhookPage,
  WebhookView,
} from '@latchkey/contracts';
import {
  assertMayHear,
  type Caller,
  createdBefore,
  type Database,
  DefineWebhook,
  NotFoundError,
  PauseWebhook,
  RotateWebhookSecret,
  type Webhook,
} from '@latchkey/domain';
import { pageRequestOf, toPage } from '../http/cursor.js';
import { DATABASE } from '../ports.js';
import { toIssuedWebhookView, toWebhookView } from './webhook.presenter.js';

@Injectable()
export class WebhooksService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(DefineWebhook) private readonly defineWebhook: DefineWebhook,
    @Inject(RotateWebhookSecret) private readonly rotateSecret: RotateWebhookSecret,
    @Inject(PauseWebhook) private readonly pauseWebhook: PauseWebhook,
  ) {}

  async list(caller: Caller, workspaceId: string, query: ListQuery): Promise<WebhookPage> {
    assertMayHear(caller, workspaceId);
    if ((await this.database.workspaces.find(workspaceId)) === null) throw new NotFoundError('workspace');
    return toPage(await this.database.webhooks.page(workspaceId, pageRequestOf(query)), toWebhookView);
  }

  async find(caller: Caller, workspaceId: string, webhookId: string): Promise<WebhookView> {
    assertMayHear(caller, workspaceId);
    const webhook = await this.database.webhooks.find(workspaceId, webhookId);
    if (webhook === null) throw new NotFoundError('webhook');
    return toWebhookView(webhook);
  }

  async create(caller: Caller, workspaceId: string, body: CreateWebhookRequest): Promise<IssuedWebhookView> {
    const command = { ...body, workspaceId };
    const issued = (await this.issuedBefore(caller, workspaceId)) ?? (await this.defineWebhook.create(caller, command));
    return toIssuedWebhookView(issued);
  }

  async update(
    caller: Caller,
    workspaceId: string,
    webhookId: string,
    changes: UpdateWebhookRequest,
  ): Promise<WebhookView> {
    return toWebhookView(await this.defineWebhook.update(caller, { ...changes, workspaceId, webhookId }));
  }

  async remove(caller: Caller, workspaceId: string, webhookId: string): Promise<void> {
    return this.defineWebhook.remove(caller, { workspaceId, webhookId });
  }

  async rotate(
    caller: Caller,
    workspaceId: string,
    webhookId: string,
    body: RotateWebhookSecretRequest,
  ): Promise<IssuedWebhookView> {
    const command = { ...body, workspaceId, webhookId };
    const issued = (await this.issuedBefore(caller, workspaceId)) ?? (await this.rotateSecret.execute(caller, command));
    return toIssuedWebhookView(issued);
  }

  async enable(caller: Caller, workspaceId: string, webhookId: string): Promise<WebhookView> {
    return toWebhookView(await this.pauseWebhook.enable(caller, { workspaceId, webhookId }));
  }

  async disable(caller: Caller, workspaceId: string, webhookId: string): Promise<WebhookView> {
    return toWebhookView(await this.pauseWebhook.disable(caller, { workspaceId, webhookId }));
  }

  private async issuedBefore(
    { claim }: Caller,
    workspaceId: string,
  ): Promise<{ webhook: Webhook; secret: null } | null> {
    const webhook = await createdBefore(claim, (id) => this.database.webhooks.find(workspaceId, id));
    return webhook && { webhook, secret: null };
  }
}
