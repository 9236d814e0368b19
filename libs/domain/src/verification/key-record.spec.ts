import type { ResourceScope } from '@latchkey/vocabulary';
import { keyRecord } from './key-record.js';
import { aRecord } from './policies/a-record.fixture.js';

const { key, workspace, plan } = aRecord({ scopes: ['read'], inheritsFrom: 'usr_1' });
const held = (inherited: ReadonlySet<ResourceScope> | null, own = key) => [
  ...keyRecord(own, workspace, plan, null, inherited).heldScopes,
];

test('a key that inherits holds what it was given and its person may do', () => {
  expect(held(new Set(['devices:read', 'team:write']))).toEqual(['devices:read']);
});

test('with nobody to inherit from, it holds nothing', () => {
  expect(held(null)).toEqual([]);
});

test('a key that stands for itself holds what it was given, whatever anybody may do', () => {
  expect(held(new Set(), { ...key, inheritsFrom: null })).toContain('messages:read');
});
