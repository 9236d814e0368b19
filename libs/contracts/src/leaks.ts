import { IsBoolean } from 'class-validator';
import { PRESENTED_TEXT_LENGTH_MAX } from '@latchkey/vocabulary';
import { Presented } from './fields.js';

export class ReportLeakRequest {
  /** The whole key. */
  @Presented(PRESENTED_TEXT_LENGTH_MAX)
  key!: string;
}

/** The same for a key that is revoked now, for one that was already, and for what never was a key. */
export class LeakAnswer {
  /** `false`: it opens nothing. */
  @IsBoolean()
  active!: boolean;
}
