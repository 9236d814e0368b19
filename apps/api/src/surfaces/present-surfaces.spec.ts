import { Controller, Delete, Get, Module, Post, type Provider } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Api } from '@latchkey/domain';
import type { WireProfileName } from '@latchkey/vocabulary';
import type { ApiDirectory } from '../gate/api-directory.js';
import { guardEdge } from '../http/edge.js';
import { OtherMethods } from '../http/other-methods.js';
import { ProblemFilter } from '../http/problem.filter.js';
import { presentSurfaces } from './present-surfaces.js';
import { Surface } from './surface.decorator.js';

@Surface('waping')
@Controller('v9')
class WapingController {
  @Get('things')
  list(): object {
    return { data: [] };
  }

  @Post('things')
  add(): object {
    return {};
  }
}

@Controller('v9/everywhere')
class EverywhereController {
  @Get()
  list(): object {
    return {};
  }

  @Delete()
  remove(): void {}
}

@Module({ controllers: [WapingController, EverywhereController], providers: [OtherMethods as Provider] })
class RoutesModule {}

/** An API for each profile, at `<profile>.localhost`. */
const directory = {
  resolve: (hostname: string) => ({ wireProfile: hostname.split('.')[0] as WireProfileName }) as Api,
} as ApiDirectory;

let app: NestFastifyApplication;

beforeAll(async () => {
  app = await NestFactory.create<NestFastifyApplication>(RoutesModule, new FastifyAdapter(), { logger: false });
  guardEdge(app.getHttpAdapter().getInstance());
  presentSurfaces(app.getHttpAdapter().getInstance(), directory);
  app.useGlobalFilters(new ProblemFilter());
  await app.init();
});

afterAll(() => app.close());

async function ask(profile: WireProfileName, method: 'GET' | 'HEAD' | 'POST' | 'PUT', url: string, payload?: string) {
  const headers = {
    host: `${profile}.localhost`,
    ...(payload !== undefined && { 'content-type': 'application/json' }),
  };
  const answer = await app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
  const { 'x-request-id': requestId, ...rest } = answer.headers;
  // What `inject` shows of an answer to HEAD, a real connection does not send.
  const body = method === 'HEAD' ? '' : answer.body.replaceAll(String(requestId), '');
  return { status: answer.statusCode, headers: { ...rest, date: undefined }, body };
}

test('a surface is there on the APIs of its profile', async () => {
  expect(await ask('waping', 'GET', '/v9/things')).toMatchObject({ status: 200, body: '{"data":[]}' });
  expect(await ask('waping', 'HEAD', '/v9/things')).toMatchObject({ status: 200 });
  expect(await ask('waping', 'POST', '/v9/things')).toMatchObject({ status: 201 });
});

test.each(['standard', 'startmessaging', 'messagesmart', 'wastack', 'whatomate'] as const)(
  'on an API that speaks %s it answers as an address that nobody knows, in the words of that API',
  async (profile) => {
    for (const method of ['GET', 'HEAD', 'POST', 'PUT'] as const) {
      const none = await ask(profile, method, '/v9/nothing');
      expect(none.status).toBe(404);
      expect(await ask(profile, method, '/v9/things')).toEqual(none);
    }
    expect(await ask(profile, 'POST', '/v9/things', '{')).toMatchObject({ status: 404 });
  },
);

test('an unknown address is worded by the API whose host was asked', async () => {
  const words = async (profile: WireProfileName) => (await ask(profile, 'GET', '/v9/nothing')).body;
  expect(JSON.parse(await words('messagesmart'))).toMatchObject({ success: false, error: { code: 'not_found' } });
  expect(JSON.parse(await words('standard'))).toMatchObject({ code: 'not_found', status: 404 });
});

test('a method that a surface does not take, and a body that it cannot read, are told in its words', async () => {
  const refused = await ask('waping', 'PUT', '/v9/things');
  expect([refused.status, refused.headers.allow]).toEqual([405, 'GET, HEAD, POST']);
  expect(JSON.parse(refused.body)).toMatchObject({ error: { code: 'METHOD_NOT_ALLOWED' } });
  const broken = await ask('waping', 'POST', '/v9/things', '{');
  expect(JSON.parse(broken.body)).toMatchObject({ error: { code: 'MALFORMED_BODY' } });
});

test('what is no surface is there on every API', async () => {
  for (const profile of ['standard', 'waping'] as const)
    expect((await ask(profile, 'GET', '/v9/everywhere')).status).toBe(200);
});
