import type { Actor } from '../audit/actor.js';
import type { Clock } from '../ports/clock.port.js';
import type { Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import type { SecretBox } from '../ports/secret-box.port.js';
import { auditEntry } from '../use-cases/audited-change.js';
import { AS_SYSTEM } from '../use-cases/caller.js';
import { webhookDetails } from './change-webhook.js';
import { newWebhook } from './new-webhook.js';
import { signerAmong, type Webhook } from './webhook.js';

export interface SignerMeans {
  readonly box: SecretBox;
  readonly clock: Clock;
  readonly random: Random;
  /** Who has done what it is needed for, where that was somebody. */
  readonly onBehalfOf?: Actor;
}

/**
 * Who signs what goes to addresses that requests name. Where a workspace has nobody, an endpoint without an address is
 * made; a rotation shows its secret. For use while the workspace is locked, so that there is never a second one.
 *
 * @param oldestFirst the endpoints of the workspace that come into question
 * @returns `null` where somebody has switched off the one that was there for it
 */
export async function signerFor(
  stores: Stores,
  workspaceId: string,
  oldestFirst: readonly Webhook[],
  { box, clock, random, onBehalfOf }: SignerMeans,
): Promise<Webhook | null> {
  const signer = signerAmong(oldestFirst);
  if (signer === 'switched_off') return null;
  if (signer !== null) return signer;
  const fields = { workspaceId, url: null, description: 'For X-Webhook-URL only', eventTypes: [] };
  const { webhook } = newWebhook(fields, clock.nowMs(), random, box);
  await stores.webhooks.insert(webhook);
  const change = { action: 'webhook.created', workspaceId, targetId: webhook.id } as const;
  const caller = { ...AS_SYSTEM, ...(onBehalfOf && { onBehalfOf }) };
  await stores.audit.append(auditEntry(caller, { ...change, after: webhookDetails(webhook) }, clock, random));
  return webhook;
}
