/** Slow, salted hashing for what people choose and remember. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  /** Takes as long for `null` (no such account) as for a real hash, so that timing tells nobody which accounts exist. */
  verify(hash: string | null, password: string): Promise<boolean>;
}
