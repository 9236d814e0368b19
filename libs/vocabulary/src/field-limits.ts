/** Bounds of what callers may send. Lengths are UTF-16 code units, as the database and the browser count them. */
export const LABEL_LENGTH_MAX = 100;
export const PLAN_LABEL_LENGTH_MAX = 40;
export const NAME_LENGTH_MAX = 100;
export const SLUG_LENGTH_MAX = 40;
export const NOTE_LENGTH_MAX = 500;
export const EMAIL_LENGTH_MAX = 254;
export const PASSWORD_LENGTH_MIN = 12;
export const PASSWORD_LENGTH_MAX = 200;
/** Of a code that proves somebody: six digits, or one for recovery, however it is grouped. */
export const CODE_LENGTH_MAX = 40;
export const USER_AGENT_LENGTH_MAX = 200;
export const HOSTNAMES_MAX = 20;
export const DEVICE_IDS_MAX = 100;
export const IP_ALLOWLIST_ENTRIES_MAX = 100;
export const METADATA_ENTRIES_MAX = 20;
export const METADATA_KEY_LENGTH_MAX = 40;
export const METADATA_VALUE_LENGTH_MAX = 200;
export const RATE_LIMIT_MAX = 100_000;
export const RATE_LIMIT_WINDOW_MS_MIN = 1_000;
export const RATE_LIMIT_WINDOW_MS_MAX = 24 * 60 * 60 * 1000;
/** Of a quota, a daily limit or an allowance. */
export const UNITS_PER_PERIOD_MAX = 1_000_000_000;
export const KEYS_CAP_DEFAULT = 10;
export const CAP_MAX = 1_000_000;
export const KEY_LIFETIME_DAYS_MAX = 3650;
export const POLICY_DAYS_MAX = 3650;
export const OVERLAP_MS_DEFAULT = 24 * 60 * 60 * 1000;
export const OVERLAP_MS_MAX = 30 * 24 * 60 * 60 * 1000;
export const MESSAGE_BODY_LENGTH_MAX = 4096;
export const WEBHOOK_URL_LENGTH_MAX = 2048;
export const ACCESS_TOKEN_LENGTH_MAX = 1024;
/** Of a pairing code, and so long it is good. */
export const PAIRING_CODE_LENGTH = 16;
export const PAIRING_LIFETIME_MS = 2 * 60 * 1000;
export const TAGS_MAX = 20;
export const TAG_LENGTH_MAX = 40;
export const TEMPLATE_NAME_LENGTH_MAX = 100;
export const TEMPLATE_VARIABLES_MAX = 10;
export const TEMPLATE_VARIABLE_LENGTH_MAX = 1024;
export const ANALYTICS_POINTS_MAX = 1_500;
export const PAGE_LIMIT_DEFAULT = 25;
export const PAGE_LIMIT_MAX = 100;
export const SEARCH_LENGTH_MAX = 100;
export const USAGE_POINTS_MAX = 1_500;
export const USAGE_KEYS_DEFAULT = 10;
export const USAGE_KEYS_MAX = 100;
export const PRESENTED_TEXT_LENGTH_MAX = 4096;
export const PATH_LENGTH_MAX = 2048;
export const IP_ADDRESS_LENGTH_MAX = 45;
export const REQUEST_COST_MAX = 1000;
export const BODY_BYTES_MAX = 256 * 1024;
export const WEBHOOKS_MAX = 20;
/** Of what is shown of a key: enough to find it by, and less than any whole key has. */
export const VISIBLE_START_LENGTH_MIN = 12;
export const VISIBLE_START_LENGTH_MAX = 20;
export const KEYS_PER_LOOKUP_MAX = 10;
export const DESK_REVOCATIONS_MAX = 100;
export const TICKET_LENGTH_MAX = 100;
/** That wait for an answer, of one workspace. */
export const INVITATIONS_PENDING_MAX = 100;
export const INVITATION_TOKEN_LENGTH_MAX = 200;
export const IDEMPOTENCY_KEY_LENGTH_MAX = 255;
