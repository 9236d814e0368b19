import type { MailText } from './mail.js';

/** A mail that says something in a few paragraphs, as text and as HTML. */
export const mailOfParagraphs = (subject: string, paragraphs: readonly string[]): MailText => ({
  subject: oneLine(subject),
  text: `${paragraphs.join('\n\n')}\n`,
  html: `<!doctype html>\n<html lang="en"><body>\n${paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n')}\n</body></html>\n`,
});

/** A line end in a subject would begin another header. */
const oneLine = (text: string): string => text.replace(/[\p{Cc}\s]+/gu, ' ');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
