import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';

const digest = (text: string): Buffer => Buffer.from(hash('sha256', text, 'hex'), 'hex');

/** What the setup link proves: that its holder can read what this server prints. New at every start, kept nowhere. */
@Injectable()
export class SetupToken {
  readonly text = randomBytes(24).toString('base64url');

  matches(presented: string): boolean {
    return timingSafeEqual(digest(presented), digest(this.text));
  }
}
