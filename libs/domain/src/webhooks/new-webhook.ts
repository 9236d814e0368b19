import { newId } from '../id.js';
import type { Random } from '../ports/random.port.js';
import type { SecretBox } from '../ports/secret-box.port.js';
import { newWebhookSecret } from './signatures.js';
import type { Webhook } from './webhook.js';

/** An endpoint with its secret, which is answered once and exists elsewhere only as it is sealed. */
export interface IssuedWebhook {
  readonly webhook: Webhook;
  readonly secret: string;
}

export type NewWebhook = Pick<Webhook, 'workspaceId' | 'url' | 'description' | 'eventTypes'>;

export function newWebhook(fields: NewWebhook, nowMs: number, random: Random, box: SecretBox): IssuedWebhook {
  const id = newId('whe', nowMs, random);
  const secret = newWebhookSecret(random);
  const { workspaceId, url, description, eventTypes } = fields;
  const webhook: Webhook = {
    id,
    workspaceId,
    url,
    description,
    eventTypes,
    sealedSecret: box.seal(secret, id),
    formerSecret: null,
    disabled: null,
    failingSinceMs: null,
    createdAtMs: nowMs,
    secretRotatedAtMs: null,
  };
  return { webhook, secret };
}
