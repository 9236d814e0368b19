import { useQuery } from '@tanstack/react-query';
import { devicesQuery } from './devices-query';

/** A device by its name; by its id where it is gone, or may not be read. */
export function useDeviceNames(workspaceId: string): (deviceId: string) => string {
  const devices = useQuery(devicesQuery(workspaceId)).data;
  return (deviceId) => devices?.find(({ id }) => id === deviceId)?.name ?? deviceId;
}
