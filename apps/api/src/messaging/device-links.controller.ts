import { Body, Controller, Delete, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DeviceView, LinkingDeviceView, PairDeviceRequest, ReconnectDeviceRequest } from '@latchkey/contracts';
import type { Caller, KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentKey, CurrentKeyAsCaller } from '../gate/caller.decorator.js';
import { Guarded } from '../gate/guarded.decorator.js';
import { resourceInPath } from '../gate/named-resource.js';
import { Answers } from '../http/answers.decorator.js';
import { DeviceLinksService } from './device-links.service.js';

const resource = resourceInPath('deviceId');

/** Sandbox keys come this far with the sandbox's devices only; removing one takes it from live keys too. */
@ApiTags('devices')
@Controller('v1/devices/:deviceId')
export class DeviceLinksController {
  constructor(@Inject(DeviceLinksService) private readonly links: DeviceLinksService) {}

  @Post('pairing-code')
  @Guarded('devices:write', { resource })
  @Answers(201, LinkingDeviceView, 401, 403, 404, 409, 429)
  renewPairingCode(
    @CurrentKey() record: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Param('deviceId') deviceId: string,
  ): Promise<WireResult> {
    return this.links.renewCode(record, caller, deviceId);
  }

  @Post('pairing')
  @HttpCode(200)
  @Guarded('devices:write', { resource })
  @Answers(200, DeviceView, 400, 401, 403, 404, 409, 429)
  pairDevice(
    @CurrentKey() record: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Param('deviceId') deviceId: string,
    @Body() body: PairDeviceRequest,
  ): Promise<WireResult> {
    return this.links.confirm(record, caller, deviceId, body);
  }

  @Post('disconnect')
  @HttpCode(200)
  @Guarded('devices:write', { resource })
  @Answers(200, DeviceView, 401, 403, 404, 409, 429)
  disconnectDevice(
    @CurrentKey() record: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Param('deviceId') deviceId: string,
  ): Promise<WireResult> {
    return this.links.disconnect(record, caller, deviceId);
  }

  @Post('reconnect')
  @HttpCode(200)
  @Guarded('devices:write', { resource })
  @Answers(200, DeviceView, 400, 401, 403, 404, 409, 429)
  reconnectDevice(
    @CurrentKey() record: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Param('deviceId') deviceId: string,
    @Body() body: ReconnectDeviceRequest,
  ): Promise<WireResult> {
    return this.links.reconnect(record, caller, deviceId, body);
  }

  @Delete()
  @Guarded('devices:write', { resource, liveOnly: true })
  @Answers(200, DeviceView, 401, 403, 404, 429)
  removeDevice(
    @CurrentKey() record: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Param('deviceId') deviceId: string,
  ): Promise<WireResult> {
    return this.links.remove(record, caller, deviceId);
  }
}
