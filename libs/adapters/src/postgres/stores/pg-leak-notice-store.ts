import type { LeakNotice, LeakNoticeStore } from '@latchkey/domain';
import { toDate } from '../mappers/instants.js';
import type { Statements } from '../statements.js';

export class PgLeakNoticeStore implements LeakNoticeStore {
  constructor(private readonly statements: Statements) {}

  note({ keyId, place, atMs }: LeakNotice): Promise<boolean> {
    return this.statements.run(async (manager) => {
      const rows = await manager.query<unknown[]>(
        'INSERT INTO leak_notices (key_id, place, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING RETURNING 1',
        [keyId, Buffer.from(place, 'hex'), toDate(atMs)],
      );
      return rows.length === 1;
    });
  }
}
