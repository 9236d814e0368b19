/** Browsers hash on https and on their own machine, and nowhere else. */
export const canHash = (): boolean => 'subtle' in window.crypto;

/** SHA-256 in hex, as the server knows the key by. */
export async function sha256Of(key: string): Promise<string> {
  const digest = await window.crypto.subtle.digest('SHA-256', new TextEncoder().encode(key));
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
