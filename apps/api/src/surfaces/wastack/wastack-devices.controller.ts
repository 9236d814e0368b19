import { Controller, Get, Inject, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DevicePage, DeviceView, ListQuery } from '@latchkey/contracts';
import type { KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentKey } from '../../gate/caller.decorator.js';
import { Guarded } from '../../gate/guarded.decorator.js';
import { resourceInPath } from '../../gate/named-resource.js';
import { Answers, AsksFor } from '../../http/answers.decorator.js';
import { MessagingService } from '../../messaging/messaging.service.js';
import { Surface } from '../surface.decorator.js';

/** WAStack's sessions, which are our devices. */
@Surface('wastack')
@ApiTags('wastack')
@Controller('api/v1/devices')
export class WastackDevicesController {
  constructor(@Inject(MessagingService) private readonly messaging: MessagingService) {}

  @Get()
  @Guarded('devices:read')
  @Answers(200, DevicePage, 400, 401, 403, 429)
  @AsksFor(ListQuery)
  listWastackDevices(@CurrentKey() record: KeyRecord, @Query() query: ListQuery): Promise<WireResult> {
    return this.messaging.devices(record, query);
  }

  @Get(':deviceId')
  @Guarded('devices:read', { resource: resourceInPath('deviceId') })
  @Answers(200, DeviceView, 401, 403, 404, 429)
  getWastackDevice(@CurrentKey() record: KeyRecord, @Param('deviceId') deviceId: string): Promise<WireResult> {
    return this.messaging.device(record, deviceId);
  }
}
