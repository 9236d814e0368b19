import { RESOURCE_SCOPES } from '@latchkey/vocabulary';
import { type Capability, capabilitySentence } from './capability-sentence';
import { SCOPE_WORDS } from './key-words';

const BASE: Capability = {
  workspaceName: 'Acme',
  environment: 'live',
  type: 'production',
  scopes: ['write'],
  expiresAtMs: null,
};

describe('a sentence says what the key will be able to do', () => {
  it('for a live production key', () =>
    expect(capabilitySentence(BASE)).toBe(
      'This key will be able to read devices, messages, contacts, templates, analytics and webhooks, send messages, ' +
        'change contacts and templates and manage webhooks in Acme, live, until it is revoked.',
    ));

  it('leaves out what a read-only key may not do, whatever its scopes say', () =>
    expect(capabilitySentence({ ...BASE, type: 'read_only' })).toBe(
      'This key will be able to read devices, messages, contacts, templates, analytics and webhooks in Acme, live, ' +
        'and only to read, until it is revoked.',
    ));

  it('names the day it ends', () =>
    expect(capabilitySentence({ ...BASE, scopes: ['read'], expiresAtMs: Date.UTC(2027, 2, 12, 12) })).toContain(
      'until 12 March 2027.',
    ));

  it('keeps a sandbox key in the sandbox', () =>
    expect(capabilitySentence({ ...BASE, type: 'sandbox', environment: 'test' })).toContain('with sandbox data only'));

  it('says so when nothing is left', () =>
    expect(capabilitySentence({ ...BASE, type: 'read_only', scopes: ['messages:write'] })).toContain(
      'will not be able to do anything',
    ));

  it.each(RESOURCE_SCOPES)('has words for %s', (scope) =>
    expect(capabilitySentence({ ...BASE, scopes: [scope] })).toContain(
      `able to ${SCOPE_WORDS[scope].verb} ${SCOPE_WORDS[scope].object} in`,
    ),
  );
});
