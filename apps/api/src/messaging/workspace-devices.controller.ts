import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  CreateDeviceRequest,
  DevicePage,
  DeviceView,
  LinkingDeviceView,
  ListQuery,
  PairDeviceRequest,
  ReconnectDeviceRequest,
} from '@latchkey/contracts';
import type { Caller, Principal } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentCaller, CurrentPrincipal } from '../gate/caller.decorator.js';
import { ManagedWork } from '../gate/managed.decorator.js';
import { resourceInPath } from '../gate/named-resource.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { DeviceLinksService } from './device-links.service.js';
import { MessagingService } from './messaging.service.js';

const resource = resourceInPath('deviceId');

/** The devices of the guarded API, for the people of the workspace as well. */
@ApiTags('devices')
@Controller('v1/workspaces/:workspaceId/devices')
export class WorkspaceDevicesController {
  constructor(
    @Inject(MessagingService) private readonly messaging: MessagingService,
    @Inject(DeviceLinksService) private readonly links: DeviceLinksService,
  ) {}

  @Get()
  @ManagedWork('devices:read')
  @Answers(200, DevicePage, 400, 401, 403, 404)
  @AsksFor(ListQuery)
  listWorkspaceDevices(@CurrentPrincipal() principal: Principal, @Query() query: ListQuery): Promise<WireResult> {
    return this.messaging.devices(principal, query);
  }

  @Post()
  @ManagedWork('devices:write', { liveOnly: true })
  @Answers(201, LinkingDeviceView, 400, 401, 403, 404, 409)
  createWorkspaceDevice(
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
    @Body() body: CreateDeviceRequest,
  ): Promise<WireResult> {
    return this.messaging.addDevice(principal, caller, body);
  }

  @Get(':deviceId')
  @ManagedWork('devices:read', { resource })
  @Answers(200, DeviceView, 401, 403, 404)
  getWorkspaceDevice(
    @CurrentPrincipal() principal: Principal,
    @Param('deviceId') deviceId: string,
  ): Promise<WireResult> {
    return this.messaging.device(principal, deviceId);
  }

  @Post(':deviceId/pairing-code')
  @ManagedWork('devices:write', { resource })
  @Answers(201, LinkingDeviceView, 401, 403, 404, 409)
  renewWorkspacePairingCode(
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
    @Param('deviceId') deviceId: string,
  ): Promise<WireResult> {
    return this.links.renewCode(principal, caller, deviceId);
  }

  @Post(':deviceId/pairing')
  @HttpCode(200)
  @ManagedWork('devices:write', { resource })
  @Answers(200, DeviceView, 400, 401, 403, 404, 409)
  pairWorkspaceDevice(
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
    @Param('deviceId') deviceId: string,
    @Body() body: PairDeviceRequest,
  ): Promise<WireResult> {
    return this.links.confirm(principal, caller, deviceId, body);
  }

  @Post(':deviceId/disconnect')
  @HttpCode(200)
  @ManagedWork('devices:write', { resource })
  @Answers(200, DeviceView, 401, 403, 404, 409)
  disconnectWorkspaceDevice(
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
    @Param('deviceId') deviceId: string,
  ): Promise<WireResult> {
    return this.links.disconnect(principal, caller, deviceId);
  }

  @Post(':deviceId/reconnect')
  @HttpCode(200)
  @ManagedWork('devices:write', { resource })
  @Answers(200, DeviceView, 400, 401, 403, 404, 409)
  reconnectWorkspaceDevice(
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
    @Param('deviceId') deviceId: string,
    @Body() body: ReconnectDeviceRequest,
  ): Promise<WireResult> {
    return this.links.reconnect(principal, caller, deviceId, body);
  }

  @Delete(':deviceId')
  @ManagedWork('devices:write', { resource, liveOnly: true })
  @Answers(200, DeviceView, 401, 403, 404)
  removeWorkspaceDevice(
    @CurrentPrincipal() principal: Principal,
    @CurrentCaller() caller: Caller,
    @Param('deviceId') deviceId: string,
  ): Promise<WireResult> {
    return this.links.remove(principal, caller, deviceId);
  }
}
