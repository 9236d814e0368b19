import { createHmac } from 'node:crypto';

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A person's authenticator app, written by its standard (RFC 6238) and not by the server's code. */
export class Authenticator {
  private readonly secret: Buffer;

  /** @param secret in base32 */
  constructor(secret: string) {
    const bits = [...secret].map((character) => BASE32.indexOf(character).toString(2).padStart(5, '0')).join('');
    this.secret = Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)));
  }

  /** Of a device whose clock is so many steps off. */
  code(stepsOff = 0): string {
    const counter = Buffer.alloc(8);
    counter.writeUInt32BE(Math.floor(Date.now() / 30_000) + stepsOff, 4);
    const mac = createHmac('sha1', this.secret).update(counter).digest();
    const offset = (mac.at(-1) ?? 0) & 15;
    return String((mac.readUInt32BE(offset) & 0x7fffffff) % 1_000_000).padStart(6, '0');
  }
}
