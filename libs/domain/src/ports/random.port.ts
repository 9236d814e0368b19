/** A cryptographically secure source of bytes. */
export interface Random {
  bytes(count: number): Uint8Array;
}
