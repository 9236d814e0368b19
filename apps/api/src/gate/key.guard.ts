import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyRequest } from 'fastify';
import { Gate } from './gate.service.js';
import { REQUIREMENTS, type Requirements } from './requirements.js';

@Injectable()
export class KeyGuard implements CanActivate {
  constructor(
    @Inject(Gate) private readonly gate: Gate,
    @Inject(Reflector) private readonly reflector: Reflector,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const requirements = this.reflector.get<Requirements>(REQUIREMENTS, context.getHandler());
    request.speaksProfile = true;
    const { record } = await this.gate.admit(context, await this.gate.chooseApi(request), requirements);
    request.keyRecord = record;
    return true;
  }
}
