import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MemoryDatabase } from '@latchkey/adapters/memory';
import { anApi } from '@latchkey/testing';
import { pino } from 'pino';
import { readConfiguration } from './config/configuration.js';
import { createApp } from './create-app.js';

/** The whole server on a database in memory, with a dashboard of one page where it is served. */
async function withApp(
  isServed: boolean,
  use: (app: NestFastifyApplication, database: MemoryDatabase) => Promise<void>,
): Promise<void> {
  const dashboardDir = await mkdtemp(path.join(tmpdir(), 'latchkey-dashboard-'));
  await writeFile(path.join(dashboardDir, 'index.html'), '<!doctype html>');
  const database = new MemoryDatabase();
  const app = await createApp({
    configuration: readConfiguration({}),
    database,
    signingSecret: 'x'.repeat(64),
    logger: pino({ level: 'silent' }),
    dashboardDir: isServed ? dashboardDir : null,
  });
  await app.init();
  await use(app, database);
  await app.close();
  await rm(dashboardDir, { recursive: true });
}

test.each([true, false])('every route answers its faults as problems (dashboard served: %s)', (isServed) =>
  withApp(isServed, async (app) => {
    const headers = {
      authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln',
      'content-type': 'application/json',
    };
    for (const url of ['/v1/keys/verify', '/v1/apis']) {
      const answer = await app.inject({ method: 'POST', url, headers, payload: '{}' });
      expect([url, answer.statusCode, answer.json()]).toMatchObject([url, 401, { status: 401, code: 'signed_out' }]);
    }
    const broken = await app.inject({ method: 'POST', url: '/v1/keys/verify', headers, payload: '{' });
    expect(broken.json()).toMatchObject({ status: 400, code: 'malformed_body' });
  }),
);

test.each([true, false])('no surface shows on an API of another vendor (dashboard served: %s)', (isServed) =>
  withApp(isServed, async (app, database) => {
    await database.apis.insert(anApi({ hostnames: ['waping.localhost'], wireProfile: 'waping' }));
    const ask = async (method: 'GET' | 'POST', url: string, accept: string) => {
      const answer = await app.inject({ method, url, headers: { host: 'waping.localhost', accept } });
      return [answer.statusCode, answer.headers['content-type'], answer.body];
    };
    for (const accept of ['application/json', 'text/html,*/*']) {
      for (const method of ['GET', 'POST'] as const) {
        const none = await ask(method, '/api/v1/nothing', accept);
        expect(none).toEqual([404, expect.stringMatching(/json/), expect.stringContaining('"NOT_FOUND"')]);
        for (const url of ['/api/v1/devices', '/api/v1/api-key', '/v1/settings/security'])
          expect([url, await ask(method, url, accept)]).toEqual([url, none]);
      }
    }
  }),
);
