import { LINK_PLACE } from './linked-mail.js';
import type { MailText } from './mail.js';
import { mailOfParagraphs } from './paragraphs.js';

const NOT_YOU = 'If this was not you, tell whoever runs this installation at once.';

export const passwordResetMail = (): MailText =>
  mailOfParagraphs('Choose a new password', [
    'Somebody, most likely you, asked for a new password for your Latchkey account. This link lets you choose one:',
    LINK_PLACE,
    'It works once, within an hour. If you did not ask for it, do nothing: your password stays as it is.',
  ]);

export const passwordChangedMail = (): MailText =>
  mailOfParagraphs('Your password was changed', [
    'The password of your Latchkey account was changed, and you were signed out wherever you were signed in before.',
    NOT_YOU,
  ]);

export const secondFactorRemovedMail = (): MailText =>
  mailOfParagraphs('Two-factor sign-in is off', [
    'Your Latchkey account no longer asks for a code when you sign in. The password alone opens it.',
    NOT_YOU,
  ]);
