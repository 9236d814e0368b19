import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { AnalyticsQuery, AnalyticsView } from '@latchkey/contracts';
import type { KeyRecord } from '@latchkey/domain';
import type { WireResult } from '@latchkey/wire';
import { CurrentKey } from '../gate/caller.decorator.js';
import { Guarded } from '../gate/guarded.decorator.js';
import { resourceInQuery } from '../gate/named-resource.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { AnalyticsService } from './analytics.service.js';

@ApiTags('analytics')
@Controller('v1/analytics')
export class AnalyticsController {
  constructor(@Inject(AnalyticsService) private readonly analytics: AnalyticsService) {}

  @Get()
  @Guarded('analytics:read', { resource: resourceInQuery('deviceId') })
  @Answers(200, AnalyticsView, 400, 401, 403, 404, 429)
  @AsksFor(AnalyticsQuery)
  getAnalytics(@CurrentKey() record: KeyRecord, @Query() query: AnalyticsQuery): Promise<WireResult> {
    return this.analytics.analytics(record, query);
  }
}
