/** As a person would call it the same: spacing at the ends and between words, and ways to write an accent, do not count. */
const plain = (text: string): string => text.normalize('NFC').replace(/\s+/gu, ' ').trim();

/** Upper and lower case do count: typing the label is meant to take a look at it. */
export const labelMatches = (typed: string, label: string): boolean => plain(typed) === plain(label);
