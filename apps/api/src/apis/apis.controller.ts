import { Body, Controller, Get, Inject, Param, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiPage, ApiView, CreateApiRequest, ListQuery, UpdateApiRequest } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { OperatorOnly } from '../gate/managed.decorator.js';
import { Answers, AsksFor } from '../http/answers.decorator.js';
import { ApisService } from './apis.service.js';

@ApiTags('apis')
@Controller('v1/apis')
export class ApisController {
  constructor(@Inject(ApisService) private readonly apis: ApisService) {}

  @Get()
  @OperatorOnly()
  @Answers(200, ApiPage, 400, 401, 403)
  @AsksFor(ListQuery)
  listApis(@Query() query: ListQuery): Promise<ApiPage> {
    return this.apis.list(query);
  }

  @Post()
  @OperatorOnly()
  @Answers(201, ApiView, 400, 401, 403, 409)
  createApi(@CurrentCaller() caller: Caller, @Body() body: CreateApiRequest): Promise<ApiView> {
    return this.apis.create(caller, body);
  }

  @Get(':apiId')
  @OperatorOnly()
  @Answers(200, ApiView, 401, 403, 404)
  getApi(@Param('apiId') apiId: string): Promise<ApiView> {
    return this.apis.find(apiId);
  }

  @Patch(':apiId')
  @OperatorOnly()
  @Answers(200, ApiView, 400, 401, 403, 404, 409)
  updateApi(
    @CurrentCaller() caller: Caller,
    @Param('apiId') apiId: string,
    @Body() body: UpdateApiRequest,
  ): Promise<ApiView> {
    return this.apis.update(caller, apiId, body);
  }
}
