import { InvalidFieldError } from '../errors.js';
import type { KeyReach } from '../key/key-reach.js';
import { canonicalAllowlist } from '../network/ip-allowlist.js';
import type { Stores } from '../ports/database.port.js';
import { assertWithinReach, type Caller } from './caller.js';

/** As Latchkey gives them out. What looks otherwise may hold what no database takes, and is not asked for. */
const DEVICE_ID = /^dev_[0-9a-z]+$/;

/**
 * The restrictions that somebody asks for, as they are stored. Whether they lie within the caller's own is looked at
 * before whether the devices exist, so that a restricted key does not learn which there are.
 * @throws InvalidFieldError naming the entry, DomainError `scope_not_held` naming the field
 */
export async function grantedReach<T extends Partial<KeyReach>>(
  stores: Stores,
  caller: Caller,
  workspaceId: string,
  asked: T,
): Promise<T> {
  const { ipAllowlist, deviceIds, appId } = asked;
  const granted = { ...asked, ...(ipAllowlist && { ipAllowlist: canonicalAllowlist('ipAllowlist', ipAllowlist) }) };
  assertWithinReach(caller, granted);
  if (deviceIds && deviceIds.length > 0) await assertDevices(stores, workspaceId, deviceIds);
  if (typeof appId === 'string') await assertApp(stores, workspaceId, appId);
  return granted;
}

async function assertDevices(stores: Stores, workspaceId: string, deviceIds: readonly string[]): Promise<void> {
  const among = new Set(deviceIds.filter((id) => DEVICE_ID.test(id)));
  const { items } = await stores.devices.page(workspaceId, { limit: deviceIds.length }, among);
  const present = new Set(items.map(({ id }) => id));
  const at = deviceIds.findIndex((id) => !present.has(id));
  if (at >= 0) throw new InvalidFieldError(`deviceIds.${at}`, 'There is no such device in this workspace.');
}

async function assertApp(stores: Stores, workspaceId: string, appId: string): Promise<void> {
  const app = await stores.apps.find(workspaceId, appId);
  if (app === null) throw new InvalidFieldError('appId', 'There is no such app in this workspace.');
  if (app.archivedAtMs !== null) throw new InvalidFieldError('appId', 'The app is archived: nothing can speak for it.');
}
