import { Inject, Injectable } from '@nestjs/common';
import type { LeakAnswer, ReportLeakRequest } from '@latchkey/contracts';
import { RevokePresentedKey } from '@latchkey/domain';
import type { FastifyRequest } from 'fastify';
import { originOf } from '../http/request-context.js';

@Injectable()
export class LeaksService {
  constructor(@Inject(RevokePresentedKey) private readonly revokePresentedKey: RevokePresentedKey) {}

  async report({ key }: ReportLeakRequest, request: FastifyRequest): Promise<LeakAnswer> {
    await this.revokePresentedKey.execute(originOf(request), key);
    return { active: false };
  }
}
