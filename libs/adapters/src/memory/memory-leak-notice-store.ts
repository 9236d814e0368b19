import type { LeakNotice, LeakNoticeStore } from '@latchkey/domain';
import type { TableAccess } from './table-access.js';

export interface LeakNoticeRow extends LeakNotice {
  readonly id: string;
}

export class MemoryLeakNoticeStore implements LeakNoticeStore {
  constructor(private readonly access: TableAccess) {}

  note(notice: LeakNotice): Promise<boolean> {
    return this.access.write(({ leakNotices }) => {
      const id = `${notice.keyId} ${notice.place}`;
      if (leakNotices.get(id) !== null) return false;
      leakNotices.insert({ id, ...notice });
      return true;
    });
  }
}
