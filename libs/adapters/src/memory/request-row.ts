import type { RecordedRequest } from '@latchkey/domain';

/** In its table a row has one id: no scope has a space in it. */
export interface RequestRow {
  readonly id: string;
  readonly request: RecordedRequest;
}
