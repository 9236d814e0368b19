import type { Database } from '@latchkey/domain';
import { aDevice } from './a-device.js';
import { aTenancy } from './a-tenancy.js';
import { anApiKey } from './an-api-key.js';

/** A key and a device of a new workspace: what a message needs around it. */
export async function aMessageOrigin(database: Database) {
  const { place, workspace } = await aTenancy(database);
  const key = anApiKey(place);
  const device = aDevice({ workspaceId: workspace.id });
  await database.keys.insert(key);
  await database.devices.insert(device);
  return { workspaceId: workspace.id, keyId: key.id, deviceId: device.id };
}
