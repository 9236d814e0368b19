import type { AuditHead } from '@latchkey/domain';

/** Its id is the name of the chain. */
export interface AuditHeadRow extends AuditHead {
  readonly id: string;
}
