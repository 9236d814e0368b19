import { useQuery } from '@tanstack/react-query';
import { deviceRecordQuery } from './device-record';

/** A device by its name; by its id until that is known, and where it was removed since. */
export function DeviceName({ workspaceId, deviceId }: { workspaceId: string; deviceId: string }) {
  const device = useQuery(deviceRecordQuery(workspaceId, deviceId)).data;
  return device ? <bdi>{device.name}</bdi> : <code>{deviceId}</code>;
}
