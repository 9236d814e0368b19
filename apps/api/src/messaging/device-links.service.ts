import { Inject, Injectable } from '@nestjs/common';
import type { PairDeviceRequest, ReconnectDeviceRequest } from '@latchkey/contracts';
import {
  type Caller,
  ConnectDevice,
  type Database,
  type Device,
  type DeviceAddress,
  type KeyRecord,
  NotFoundError,
  PairDevice,
  RemoveDevice,
} from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { DATABASE } from '../ports.js';
import { toDeviceView, toLinkingDeviceView } from './messaging.presenter.js';
import { findReachable } from './reachable-device.js';

/** How devices of the key's workspace are linked and unlinked, lost and found again. */
@Injectable()
export class DeviceLinksService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(PairDevice) private readonly pairDevice: PairDevice,
    @Inject(ConnectDevice) private readonly connectDevice: ConnectDevice,
    @Inject(RemoveDevice) private readonly removeDevice: RemoveDevice,
  ) {}

  async renewCode(record: KeyRecord, caller: Caller, deviceId: string): Promise<WireResult> {
    const { device, code } = await this.pairDevice.renewCode(caller, await this.reach(record, deviceId));
    return { kind: 'item', item: toLinkingDeviceView(device, code) };
  }

  async confirm(record: KeyRecord, caller: Caller, deviceId: string, { code }: PairDeviceRequest): Promise<WireResult> {
    return toItem(await this.pairDevice.confirm(caller, await this.reach(record, deviceId), code));
  }

  async disconnect(record: KeyRecord, caller: Caller, deviceId: string): Promise<WireResult> {
    return toItem(await this.connectDevice.disconnect(caller, await this.reach(record, deviceId)));
  }

  async reconnect(
    record: KeyRecord,
    caller: Caller,
    deviceId: string,
    { accessToken }: ReconnectDeviceRequest,
  ): Promise<WireResult> {
    return toItem(await this.connectDevice.reconnect(caller, await this.reach(record, deviceId), accessToken ?? null));
  }

  async remove(record: KeyRecord, caller: Caller, deviceId: string): Promise<WireResult> {
    return toItem(await this.removeDevice.execute(caller, await this.reach(record, deviceId)));
  }

  private async reach(record: KeyRecord, deviceId: string): Promise<DeviceAddress> {
    const device = await findReachable(this.database, record, deviceId, () => new NotFoundError('device'));
    return { workspaceId: device.workspaceId, deviceId: device.id };
  }
}

const toItem = (device: Device): WireResult => ({ kind: 'item', item: toDeviceView(device) });
