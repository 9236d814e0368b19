import { KEY_TYPES } from '@latchkey/vocabulary';
import { aRecord, aRequest } from './a-record.fixture.js';
import { typeSuitsRoute } from './environment.policy.js';

test.each([...KEY_TYPES])('a %s key passes where the sandbox does', (type) => {
  expect(typeSuitsRoute(aRequest(), aRecord({ type }), 0)).toBeNull();
});

test('what is live only is closed to sandbox keys, and to no other live ones', () => {
  const refused = KEY_TYPES.filter(
    (type) => typeSuitsRoute(aRequest({ liveOnly: true }), aRecord({ type }), 0) !== null,
  );
  expect(refused).toEqual(['sandbox']);
  expect(typeSuitsRoute(aRequest({ liveOnly: true }), aRecord({ type: 'sandbox' }), 0)).toMatchObject({
    reason: 'environment_denied',
  });
});

test('what is live only is closed to test keys of every type', () => {
  for (const type of KEY_TYPES) {
    const record = aRecord({ type, environment: 'test' });
    expect(typeSuitsRoute(aRequest({ liveOnly: true }), record, 0)).toMatchObject({ reason: 'environment_denied' });
    expect(typeSuitsRoute(aRequest(), record, 0)).toBeNull();
  }
});
