import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { type Api, type DecisionRequest, deny, type GuessThrottle, type IdempotentRequests } from '@latchkey/domain';
import type { ApiDirectory } from './api-directory.js';
import { BearerStrategy, XApiKeyStrategy } from './credential-strategies.js';
import { Gate } from './gate.service.js';
import { Guarded } from './guarded.decorator.js';
import { KeyGuard } from './key.guard.js';
import { resourceInBody, resourceInPath } from './named-resource.js';
import { Repetitions } from './repetitions.service.js';

class Routes {
  @Guarded('devices:read')
  plain(): void {}

  @Guarded('messages:write', { liveOnly: true, resource: resourceInBody('deviceId') })
  live(): void {}

  @Guarded('devices:read', { resource: resourceInPath('deviceId') })
  device(): void {}
}

const API = { id: 'api_1', wireProfile: 'standard' } as Api;

/** What the pipeline is asked for a request to a route. */
async function askedFor(route: keyof Routes, request: object): Promise<DecisionRequest> {
  for (const Strategy of [BearerStrategy, XApiKeyStrategy]) new Strategy();
  const asked: DecisionRequest[] = [];
  const throttle = { decide: (each: DecisionRequest) => (asked.push(each), deny('key_unknown', null)) };
  const directory = { resolve: () => API };
  const repetitions = new Repetitions({} as IdempotentRequests, new Reflector());
  const gate = new Gate(directory as unknown as ApiDirectory, throttle as unknown as GuessThrottle, repetitions);
  const whole = { headers: {}, params: {}, method: 'POST', ip: '192.0.2.1', hostname: 'localhost', ...request };
  const context = {
    getHandler: (): unknown => Reflect.get(Routes.prototype, route),
    switchToHttp: () => ({ getRequest: () => whole, getResponse: () => ({}), getNext: () => undefined }),
  };
  const admitted = new KeyGuard(gate, new Reflector()).canActivate(context as unknown as ExecutionContext);
  await expect(admitted).rejects.toMatchObject({ message: 'key_unknown' });
  const [only] = asked;
  if (only === undefined || asked.length > 1) throw new Error(`Asked ${asked.length} times.`);
  return only;
}

test('everything that a policy looks at reaches the one decision', async () => {
  const headers = { authorization: 'Bearer a-key', 'x-app-key': ' appkey_1 ' };
  expect(await askedFor('live', { headers, body: { deviceId: 'dev_1' } })).toMatchObject({
    credential: 'a-key',
    apiId: 'api_1',
    appKey: 'appkey_1',
    clientAddress: '192.0.2.1',
    method: 'POST',
    requiredScopes: ['messages:write'],
    entitlement: 'api_access',
    liveOnly: true,
    resourceId: 'dev_1',
  });
});

test('a route that names nothing requires a scope and API access', async () => {
  expect(await askedFor('plain', { body: { deviceId: 'dev_1' } })).toMatchObject({
    credential: null,
    appKey: null,
    entitlement: 'api_access',
    liveOnly: false,
    resourceId: null,
  });
});

test('a device may stand in the path', async () => {
  expect(await askedFor('device', { params: { deviceId: 'dev_2' } })).toMatchObject({ resourceId: 'dev_2' });
});

test.each([
  undefined,
  null,
  'dev_1',
  [],
  {},
  { deviceId: 1 },
  { deviceId: ['dev_1'] },
  Object.create({ deviceId: 'x' }),
])('the body %j names no device', async (body) => {
  expect(await askedFor('live', { body })).toMatchObject({ resourceId: null });
});
