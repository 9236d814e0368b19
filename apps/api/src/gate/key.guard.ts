import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { WIRE_PROFILES } from '@latchkey/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
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
    const api = await this.gate.chooseApi(request);
    const allowed = await this.gate.admit(context, api, requirements);
    request.allowed = allowed;
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    if (api !== null) void reply.headers(WIRE_PROFILES[api.wireProfile].allowHeaders?.(allowed) ?? {});
    return true;
  }
}
