import { Body, Controller, Get, HttpCode, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  AlertPage,
  AlertRulesView,
  AlertView,
  ListAlertsQuery,
  SilenceAlertRequest,
  UpdateAlertRulesRequest,
} from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { Managed } from '../gate/managed.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { AlertsService } from './alerts.service.js';

/** They tell of live keys: nothing here is for the sandbox. */
const READS = ['alerts:read', { liveOnly: true }] as const;
const CHANGES = ['alerts:write', { liveOnly: true }] as const;

@ApiTags('alerts')
@Controller('v1/workspaces/:workspaceId')
export class AlertsController {
  constructor(@Inject(AlertsService) private readonly alerts: AlertsService) {}

  @Get('alerts')
  @Managed(...READS)
  @Answers(200, AlertPage, 400, 401, 403, 404)
  @AsksFor(ListAlertsQuery)
  listAlerts(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Query() query: ListAlertsQuery,
  ): Promise<AlertPage> {
    return this.alerts.list(caller, workspaceId, query);
  }

  @Get('alerts/:alertId')
  @Managed(...READS)
  @Answers(200, AlertView, 401, 403, 404)
  getAlert(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('alertId') alertId: string,
  ): Promise<AlertView> {
    return this.alerts.find(caller, workspaceId, alertId);
  }

  @Post('alerts/:alertId/silence')
  @HttpCode(200)
  @Managed(...CHANGES)
  @Answers(200, AlertView, 400, 401, 403, 404)
  silenceAlert(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('alertId') alertId: string,
    @Body() body: SilenceAlertRequest,
  ): Promise<AlertView> {
    return this.alerts.silence(caller, workspaceId, alertId, body);
  }

  @Post('alerts/:alertId/unsilence')
  @HttpCode(200)
  @Managed(...CHANGES)
  @Answers(200, AlertView, 401, 403, 404)
  unsilenceAlert(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Param('alertId') alertId: string,
  ): Promise<AlertView> {
    return this.alerts.unsilence(caller, workspaceId, alertId);
  }

  @Get('alert-rules')
  @Managed(...READS)
  @Answers(200, AlertRulesView, 401, 403, 404)
  getAlertRules(@CurrentCaller() caller: Caller, @Param('workspaceId') workspaceId: string): Promise<AlertRulesView> {
    return this.alerts.rules(caller, workspaceId);
  }

  @Patch('alert-rules')
  @Managed(...CHANGES)
  @Answers(200, AlertRulesView, 400, 401, 403, 404)
  updateAlertRules(
    @CurrentCaller() caller: Caller,
    @Param('workspaceId') workspaceId: string,
    @Body() body: UpdateAlertRulesRequest,
  ): Promise<AlertRulesView> {
    return this.alerts.updateRules(caller, workspaceId, body);
  }
}
