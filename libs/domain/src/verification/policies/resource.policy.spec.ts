import { aRecord, aRequest } from './a-record.fixture.js';
import { resourceIsWithinReach } from './resource.policy.js';

test.each([
  ['no list, no device', [], null, null],
  ['no list, any device', [], 'dev_1', null],
  ['a list, no device in particular', ['dev_1'], null, null],
  ['a list, a device of it', ['dev_1', 'dev_2'], 'dev_2', null],
  ['a list, another device', ['dev_1', 'dev_2'], 'dev_3', 'resource_denied'],
  ['a list, an empty id', ['dev_1'], '', 'resource_denied'],
])('%s', (_, deviceIds, resourceId, reason) => {
  expect(resourceIsWithinReach(aRequest({ resourceId }), aRecord({ deviceIds }), 0)?.reason ?? null).toBe(reason);
});
