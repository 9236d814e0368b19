import { Inject, Injectable } from '@nestjs/common';
import type { PairDeviceRequest, ReconnectDeviceRequest } from '@latchkey/contracts';
import {
  type Caller,
  ConnectDevice,
  type Database,
  type Device,
  type DeviceAddress,
  NotFoundError,
  PairDevice,
  type Principal,
  RemoveDevice,
} from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { DATABASE } from '../ports.js';
import { toDeviceView, toLinkingDeviceView } from './messaging.presenter.js';
import { findReachable } from './reachable-device.js';

/** How devices of a workspace are linked and unlinked, lost and found again. */
@Injectable()
export class DeviceLinksService {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(PairDevice) private readonly pairDevice: PairDevice,
    @Inject(ConnectDevice) private readonly connectDevice: ConnectDevice,
    @Inject(RemoveDevice) private readonly removeDevice: RemoveDevice,
  ) {}

  async renewCode(principal: Principal, caller: Caller, deviceId: string): Promise<WireResult> {
    const { device, code } = await this.pairDevice.renewCode(caller, await this.reach(principal, deviceId));
    return { kind: 'item', item: toLinkingDeviceView(device, code) };
  }

  async confirm(
    principal: Principal,
    caller: Caller,
    deviceId: string,
    { code }: PairDeviceRequest,
  ): Promise<WireResult> {
    return toItem(await this.pairDevice.confirm(caller, await this.reach(principal, deviceId), code));
  }

  async disconnect(principal: Principal, caller: Caller, deviceId: string): Promise<WireResult> {
    return toItem(await this.connectDevice.disconnect(caller, await this.reach(principal, deviceId)));
  }

  async reconnect(
    principal: Principal,
    caller: Caller,
    deviceId: string,
    { accessToken }: ReconnectDeviceRequest,
  ): Promise<WireResult> {
    return toItem(
      await this.connectDevice.reconnect(caller, await this.reach(principal, deviceId), accessToken ?? null),
    );
  }

  async remove(principal: Principal, caller: Caller, deviceId: string): Promise<WireResult> {
    return toItem(await this.removeDevice.execute(caller, await this.reach(principal, deviceId)));
  }

  private async reach(principal: Principal, deviceId: string): Promise<DeviceAddress> {
    const device = await findReachable(this.database, principal, deviceId, () => new NotFoundError('device'));
    return { workspaceId: device.workspaceId, deviceId: device.id };
  }
}

const toItem = (device: Device): WireResult => ({ kind: 'item', item: toDeviceView(device) });
