import type { DeviceStatus } from '@latchkey/vocabulary';

/** A linked sender. Its link is independent of the life of any key. */
export interface Device {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  readonly status: DeviceStatus;
  readonly createdAtMs: number;
}
