import { KEY_TYPES } from '@latchkey/vocabulary';
import { aRecord, aRequest } from './a-record.fixture.js';
import { typeSuitsRoute } from './environment.policy.js';

test.each([...KEY_TYPES])('a %s key passes where the sandbox does', (type) => {
  expect(typeSuitsRoute(aRequest(), aRecord({ type }), 0)).toBeNull();
});

test('what is live only is closed to sandbox keys, and to no others', () => {
  const refused = KEY_TYPES.filter(
    (type) => typeSuitsRoute(aRequest({ liveOnly: true }), aRecord({ type }), 0) !== null,
  );
  expect(refused).toEqual(['sandbox']);
  expect(typeSuitsRoute(aRequest({ liveOnly: true }), aRecord({ type: 'sandbox' }), 0)).toMatchObject({
    reason: 'environment_denied',
  });
});

test('a test key of another type is a matter of its data, not of its route', () => {
  expect(typeSuitsRoute(aRequest({ liveOnly: true }), aRecord({ environment: 'test' }), 0)).toBeNull();
});
