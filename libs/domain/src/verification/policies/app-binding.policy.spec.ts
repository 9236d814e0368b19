import type { App } from '../../tenancy/app.js';
import { aRecord, aRequest } from './a-record.fixture.js';
import { appIsNamed } from './app-binding.policy.js';

const app: App = {
  id: 'app_1',
  workspaceId: 'ws_1',
  name: 'Web shop',
  appKey: 'appkey_one',
  createdAtMs: 0,
  archivedAtMs: null,
};

test.each([
  ['its app', 'appkey_one', null],
  ['no app', null, 'app_mismatch'],
  ['another app', 'appkey_two', 'app_mismatch'],
  ['nothing', '', 'app_mismatch'],
  ['its app in another case', 'APPKEY_ONE', 'app_mismatch'],
])('a bound key with %s', (_, appKey, reason) => {
  expect(appIsNamed(aRequest({ appKey }), aRecord({ appId: app.id }, {}, app), 0)?.reason ?? null).toBe(reason);
});

test.each([null, 'appkey_one', 'anything'])('a key that is bound to none passes with %j', (appKey) => {
  expect(appIsNamed(aRequest({ appKey }), aRecord(), 0)).toBeNull();
});

test('an archived app is nobody, and so is one that was not read', () => {
  const request = aRequest({ appKey: app.appKey });
  const archived = aRecord({ appId: app.id }, {}, { ...app, archivedAtMs: 1 });
  expect(appIsNamed(request, archived, 0)).toMatchObject({ reason: 'app_mismatch' });
  expect(appIsNamed(request, aRecord({ appId: app.id }), 0)).toMatchObject({ reason: 'app_mismatch' });
});
