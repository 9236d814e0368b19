import { createHmac, hkdfSync } from 'node:crypto';
import type { AuditSeal } from '@latchkey/domain';

/** HMAC-SHA256 under a key of its own, derived from the server's secret (HKDF, RFC 5869). */
export class HmacAuditSeal implements AuditSeal {
  private readonly key: Buffer;

  constructor(masterSecret: string) {
    this.key = Buffer.from(hkdfSync('sha256', masterSecret, '', 'latchkey audit seal v1', 32));
  }

  seal(text: string): string {
    return createHmac('sha256', this.key).update(text).digest('hex');
  }
}
