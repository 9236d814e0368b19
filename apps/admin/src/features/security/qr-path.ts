import encodeQR from 'qr';

export interface QrPath {
  /** Modules on a side, the quiet zone that readers want around it included. */
  readonly size: number;
  /** A unit square for each dark module: the `d` of an SVG path. */
  readonly path: string;
}

const QUIET_MODULES = 4;

export function qrPath(text: string): QrPath {
  const rows = encodeQR(text, 'raw', { ecc: 'medium', border: QUIET_MODULES });
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : []))).join('');
  return { size: rows.length, path };
}
