import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DomainError } from '@latchkey/domain';
import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify';
import '../surfaces/surface.decorator.js';

type Server = ReturnType<ReturnType<NestFastifyApplication['getHttpAdapter']>['getInstance']>;

interface Taken {
  readonly methods: Set<string>;
  /** That of its first route: an address of a surface is one with whatever method. */
  readonly config: FastifyContextConfig;
}

/** An address with the method that it does not take is answered 405 and which it takes, rather than as no address. */
@Injectable()
export class OtherMethods implements OnApplicationBootstrap {
  private readonly server: Server;
  private readonly takenBy = new Map<string, Taken>();

  constructor(@Inject(HttpAdapterHost) host: HttpAdapterHost) {
    this.server = host.httpAdapter.getInstance<Server>();
    this.server.addHook('onRoute', ({ url, method, config }) => this.note(url, [method].flat(), config));
  }

  /** Every route is there by now, and the server does not listen yet. */
  onApplicationBootstrap(): void {
    for (const [url, { methods, config }] of [...this.takenBy]) {
      const allow = [...methods].sort().join(', ');
      const others = this.server.supportedMethods.filter((method) => !methods.has(method));
      // Before the body is read: what is wrong with that does not matter any more.
      if (others.length > 0)
        this.server.route({ url, method: others, config, onRequest: refusal(allow), handler: unreachable });
    }
  }

  /** What takes everything below it is no address of its own. */
  private note(url: string, methods: readonly string[], { surface, speaksProfile }: FastifyContextConfig = {}): void {
    if (url.includes('*')) return;
    const taken = this.takenBy.get(url) ?? {
      methods: new Set<string>(),
      config: { ...(surface && { surface }), ...(speaksProfile && { speaksProfile }) },
    };
    for (const method of methods) taken.methods.add(method);
    this.takenBy.set(url, taken);
  }
}

const refusal = (allow: string) => async (_request: FastifyRequest, reply: FastifyReply) => {
  void reply.header('allow', allow);
  throw new DomainError('method_not_allowed', `This address does not take this method. It takes ${allow}.`);
};

function unreachable(): never {
  throw new Error('The method was to be refused before.');
}
