import { Body, Controller, HttpCode, Inject, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DryRunKeyPoliciesRequest, DueKeyPage, KeyPolicyRun } from '@latchkey/contracts';
import type { Caller } from '@latchkey/domain';
import { CurrentCaller } from '../gate/caller.decorator.js';
import { OperatorOnly } from '../gate/managed.decorator.js';
import { Unrecorded } from '../gate/unrecorded.decorator.js';
import { Answers } from '../http/answers.decorator.js';
import { KeyPoliciesService } from './key-policies.service.js';

@ApiTags('key policies')
@Controller('v1/apis/:apiId/key-policies')
export class KeyPoliciesController {
  constructor(@Inject(KeyPoliciesService) private readonly keyPolicies: KeyPoliciesService) {}

  @Post('dry-run')
  @HttpCode(200)
  @OperatorOnly()
  @Unrecorded()
  @Answers(200, DueKeyPage, 400, 401, 403, 404)
  dryRunKeyPolicies(@Param('apiId') apiId: string, @Body() body: DryRunKeyPoliciesRequest): Promise<DueKeyPage> {
    return this.keyPolicies.dryRun(apiId, body);
  }

  @Post('run')
  @HttpCode(200)
  @OperatorOnly()
  @Answers(200, KeyPolicyRun, 401, 403, 404)
  runKeyPolicies(@CurrentCaller() caller: Caller, @Param('apiId') apiId: string): Promise<KeyPolicyRun> {
    return this.keyPolicies.run(caller, apiId);
  }
}
