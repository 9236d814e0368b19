import { Body, Controller, Get, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CreateDeviceRequest, DevicePage, DeviceView, LinkingDeviceView, ListQuery } from '@latchkey/contracts';
import type { Caller, KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentKey, CurrentKeyAsCaller } from '../gate/caller.decorator.js';
import { Guarded } from '../gate/guarded.decorator.js';
import { resourceInPath } from '../gate/named-resource.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { MessagingService } from './messaging.service.js';

@ApiTags('devices')
@Controller('v1/devices')
export class DevicesController {
  constructor(@Inject(MessagingService) private readonly messaging: MessagingService) {}

  @Get()
  @Guarded('devices:read')
  @Answers(200, DevicePage, 400, 401, 403, 429)
  @AsksFor(ListQuery)
  listDevices(@CurrentKey() record: KeyRecord, @Query() query: ListQuery): Promise<WireResult> {
    return this.messaging.devices(record, query);
  }

  @Post()
  @Guarded('devices:write', { liveOnly: true })
  @Answers(201, LinkingDeviceView, 400, 401, 403, 409, 429)
  createDevice(
    @CurrentKey() record: KeyRecord,
    @CurrentKeyAsCaller() caller: Caller,
    @Body() body: CreateDeviceRequest,
  ): Promise<WireResult> {
    return this.messaging.addDevice(record, caller, body);
  }

  @Get(':deviceId')
  @Guarded('devices:read', { resource: resourceInPath('deviceId') })
  @Answers(200, DeviceView, 401, 403, 404, 429)
  getDevice(@CurrentKey() record: KeyRecord, @Param('deviceId') deviceId: string): Promise<WireResult> {
    return this.messaging.device(record, deviceId);
  }
}
