import { AUDIT_ACTIONS } from '@latchkey/vocabulary';
import { ACTION_WORDS, actionGroups, subjectOf } from './action-words';

test('every action stands in a group of its subject, once', () => {
  const listed = actionGroups(false).flatMap(({ actions }) => actions);
  expect([...listed].sort()).toEqual([...AUDIT_ACTIONS].sort());
  expect(AUDIT_ACTIONS.map(subjectOf)).not.toContain('Other');
});

test('no two actions are called the same', () => {
  expect(new Set(Object.values(ACTION_WORDS)).size).toBe(AUDIT_ACTIONS.length);
});

test('a workspace offers no actions that concern none', () => {
  const subjects = actionGroups(true).map(({ subject }) => subject);
  expect(subjects).toContain('Keys');
  expect(subjects).not.toContain('Sessions');
});
