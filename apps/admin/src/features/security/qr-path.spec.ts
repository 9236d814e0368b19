import decodeQR from 'qr/decode.js';
import { qrPath } from './qr-path';

const SCALE = 4;

/** The picture that a camera would take of it. */
function pictureOf(text: string) {
  const { size, path } = qrPath(text);
  const side = size * SCALE;
  const data = new Uint8ClampedArray(side * side * 4).fill(255);
  for (const [, x = '', y = ''] of path.matchAll(/M(\d+) (\d+)h1v1h-1z/g)) {
    for (let at = 0; at < SCALE * SCALE; at++) {
      const [column, row] = [Number(x) * SCALE + (at % SCALE), Number(y) * SCALE + Math.floor(at / SCALE)];
      data.fill(0, (row * side + column) * 4, (row * side + column) * 4 + 3);
    }
  }
  return { width: side, height: side, data };
}

it.each([
  'otpauth://totp/Latchkey:ada%40example.com?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Latchkey',
  `otpauth://totp/Latchkey:${'a'.repeat(240)}%40example.com?secret=${'A2'.repeat(16)}&issuer=Latchkey`,
])('a reader reads %s', (uri) => expect(decodeQR(pictureOf(uri))).toBe(uri));
