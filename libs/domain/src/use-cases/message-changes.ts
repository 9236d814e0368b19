import { workspaceEvent } from '../events/workspace-event.js';
import { describeMessage, type Message } from '../messaging/message.js';
import type { Clock } from '../ports/clock.port.js';
import type { Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';

/** Says in an event what status a message has reached, in the transaction in which it does. */
export async function tellOfMessage(stores: Stores, message: Message, clock: Clock, random: Random): Promise<void> {
  const { workspaceId, status, webhookUrl: overrideUrl } = message;
  const event = { workspaceId, type: `message.${status}`, data: describeMessage(message), overrideUrl } as const;
  await stores.events.append(workspaceEvent(event, clock, random));
}
