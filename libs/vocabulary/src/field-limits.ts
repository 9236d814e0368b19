/** Bounds of what callers may send. Lengths are UTF-16 code units, as the database and the browser count them. */
export const LABEL_LENGTH_MAX = 100;
export const NAME_LENGTH_MAX = 100;
export const SLUG_LENGTH_MAX = 40;
export const NOTE_LENGTH_MAX = 500;
export const EMAIL_LENGTH_MAX = 254;
export const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 200;
export const HOSTNAMES_MAX = 20;
export const METADATA_ENTRIES_MAX = 20;
export const METADATA_KEY_LENGTH_MAX = 40;
export const METADATA_VALUE_LENGTH_MAX = 200;
export const KEY_LIFETIME_DAYS_MAX = 3650;
export const MESSAGE_BODY_LENGTH_MAX = 4096;
export const PAGE_LIMIT_DEFAULT = 25;
export const PAGE_LIMIT_MAX = 100;
export const SEARCH_LENGTH_MAX = 100;
export const BODY_BYTES_MAX = 256 * 1024;
