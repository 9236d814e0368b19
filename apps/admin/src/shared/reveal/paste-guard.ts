/** `lk_live_…`, `ms_test_…`: what every profile with an environment in its prefix gives out, and other vendors too. */
const WITH_ENVIRONMENT = /[a-z0-9]+_(?:live|test)_[a-z0-9]{20,}/i;
const WHATOMATE = /whm_[0-9a-f]{32}/i;

/** The whole key that a text has in it: a header, say, or a line of an .env file. `null`: none that is known by its looks. */
export const wholeKeyIn = (text: string): string | null =>
  (WITH_ENVIRONMENT.exec(text) ?? WHATOMATE.exec(text))?.[0] ?? null;

/** Whether a text has a whole key in it. A visible start is shorter, and is fine to search for. */
export const containsWholeKey = (text: string): boolean => wholeKeyIn(text) !== null;

/** For labels and notes: they are shown to everybody and kept for ever. */
export const refuseWholeKey = (text: string): true | string =>
  !containsWholeKey(text) || 'This looks like a whole API key. Everybody in the workspace can read this text.';
