import type { ApiKey } from '../key/api-key.js';
import type { MailText } from './mail.js';
import { mailOfParagraphs } from './paragraphs.js';

export interface LeakedKeyMail {
  readonly key: ApiKey;
  readonly workspaceName: string;
  /** What was done; `reported`: nothing. */
  readonly act: 'revoked' | 'disabled' | 'reported';
  /** One sentence. */
  readonly why: string;
}

const SUBJECTS: Readonly<Record<LeakedKeyMail['act'], string>> = {
  revoked: 'API key revoked',
  disabled: 'API key disabled',
  reported: 'API key found in public',
};

const WHAT_NEXT: Readonly<Record<LeakedKeyMail['act'], string>> = {
  revoked: 'It opens nothing any more, and that is final. Issue another one for whatever still used it.',
  disabled:
    'It opens nothing until somebody enables it. If it was secret, do not: issue another one, and revoke this one.',
  reported: 'It still works. Rotate it, and revoke it as soon as its successor is in use.',
};

/** Tells whoever owns the workspace. */
export function leakedKeyMail({ key, workspaceName, act, why }: LeakedKeyMail): MailText {
  const named = `The API key ${key.label} (${key.start}…${key.last4}) of the workspace ${workspaceName}`;
  const what = act === 'reported' ? `${named} is no secret any more.` : `${named} has been ${act}.`;
  return mailOfParagraphs(`${SUBJECTS[act]}: ${key.label}`, [what, why, WHAT_NEXT[act]]);
}
