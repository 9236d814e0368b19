import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MemoryDatabase } from '@latchkey/adapters/memory';
import { pino } from 'pino';
import { readConfiguration } from './config/configuration.js';
import { createApp } from './create-app.js';

test.each([true, false])('every route answers its faults as problems (dashboard served: %s)', async (isServed) => {
  const dashboardDir = await mkdtemp(path.join(tmpdir(), 'latchkey-dashboard-'));
  await writeFile(path.join(dashboardDir, 'index.html'), '<!doctype html>');
  const app = await createApp({
    configuration: readConfiguration({}),
    database: new MemoryDatabase(),
    signingSecret: 'x'.repeat(64),
    logger: pino({ level: 'silent' }),
    dashboardDir: isServed ? dashboardDir : null,
  });
  await app.init();
  const headers = { authorization: 'Bearer eyJhbGciOiJIUzI1NiJ9.eyJhIjoxfQ.c2ln', 'content-type': 'application/json' };
  for (const url of ['/v1/keys/verify', '/v1/apis']) {
    const answer = await app.inject({ method: 'POST', url, headers, payload: '{}' });
    expect([url, answer.statusCode, answer.json()]).toMatchObject([url, 401, { status: 401, code: 'signed_out' }]);
  }
  const broken = await app.inject({ method: 'POST', url: '/v1/keys/verify', headers, payload: '{' });
  expect(broken.json()).toMatchObject({ status: 400, code: 'malformed_body' });
  await app.close();
  await rm(dashboardDir, { recursive: true });
});
