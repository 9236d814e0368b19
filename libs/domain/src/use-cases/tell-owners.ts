import { type MailText, newMail } from '../mail/mail.js';
import type { Clock } from '../ports/clock.port.js';
import type { Stores } from '../ports/database.port.js';
import type { Random } from '../ports/random.port.js';
import { everyPage } from './every-page.js';

/**
 * Writes to the people who own a workspace, or to those of its members who are named, one mail each, in the transaction
 * of what they are told of. Where no mail
 * server is configured nothing is written: mails that nobody will send must not pile up, nor go out years later.
 */
export class TellOwners {
  constructor(
    private readonly clock: Clock,
    private readonly random: Random,
    readonly hasMailServer: boolean,
  ) {}

  /** @param userIds who is written to in the owners' place, as far as they are members still; `null`: nobody */
  async execute(
    stores: Stores,
    workspaceId: string,
    text: MailText,
    userIds: readonly string[] | null = null,
  ): Promise<void> {
    if (!this.hasMailServer) return;
    for (const email of await emailsOf(stores, workspaceId, userIds))
      await stores.mails.append(newMail(email, text, this.clock, this.random));
  }
}

/** Its owners, or the members who are named; where it has none, the operators, who reach every workspace. */
async function emailsOf(
  stores: Stores,
  workspaceId: string,
  userIds: readonly string[] | null,
): Promise<readonly string[]> {
  const members = await everyPage((page) => stores.members.page(workspaceId, page));
  const named = members.filter(({ id }) => userIds?.includes(id));
  if (named.length > 0) return named.map(({ email }) => email);
  const owners = members.filter(({ member }) => member.role === 'owner');
  if (owners.length > 0) return owners.map(({ email }) => email);
  const users = await everyPage((page) => stores.users.page(page));
  return users.filter(({ role, leftAtMs }) => role === 'operator' && leftAtMs === null).map(({ email }) => email);
}
