/**
 * The advisory locks that Latchkey takes. They belong to a database, so that several databases of one server do not
 * meet; the first number keeps Latchkey's apart from those of other programs in the same database.
 */
const LATCHKEY = 0x4c4b; // "LK"

export const MIGRATION_LOCK = [LATCHKEY, 1] as const;
export const INSTANCE_LOCK = [LATCHKEY, 2] as const;
