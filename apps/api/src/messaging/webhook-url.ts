import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

export const WEBHOOK_URL_HEADER = 'X-Webhook-URL';

/**
 * Where a request wants the events of its message to go, in place of the workspace's webhooks; `null` where it does not
 * say. Whether it may go there is `WebhookTargets`' to say. The edge refuses a request that has two.
 */
export const WebhookUrl = createParamDecorator((_data: unknown, context: ExecutionContext): string | null => {
  const header = context.switchToHttp().getRequest<FastifyRequest>().headers['x-webhook-url'];
  return typeof header === 'string' ? header : null;
});
