import type { Mail, MailStore } from '@latchkey/domain';
import { MailEntity } from '../entities/mail.entity.js';
import { toDate } from '../mappers/instants.js';
import { fromMail, toMail } from '../mappers/mail.mapper.js';
import type { Statements } from '../statements.js';

export class PgMailStore implements MailStore {
  constructor(private readonly statements: Statements) {}

  append(mail: Mail): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.insert(MailEntity, fromMail(mail));
    });
  }

  /** The lock is held for the two statements only; after that the new date keeps others away. */
  take(nowMs: number, untilMs: number, mailsMax: number): Promise<readonly Mail[]> {
    return this.statements.together(async (manager) => {
      const due = await manager
        .createQueryBuilder(MailEntity, 'mail')
        .setLock('pessimistic_write')
        .setOnLocked('skip_locked')
        .where('mail.nextAttemptAt <= :now', { now: toDate(nowMs) })
        .orderBy({ 'mail.nextAttemptAt': 'ASC', 'mail.id': 'ASC' })
        .limit(mailsMax)
        .getMany();
      const ids = due.map(({ id }) => id);
      const nextAttemptAt = toDate(untilMs);
      if (ids.length > 0)
        await manager.query('UPDATE mails SET attempts = attempts + 1, next_attempt_at = $1 WHERE id = ANY($2)', [
          nextAttemptAt,
          ids,
        ]);
      return due.map((row) => toMail({ ...row, attempts: row.attempts + 1, nextAttemptAt }));
    });
  }

  putOff(id: string, untilMs: number): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.update(MailEntity, { id }, { nextAttemptAt: toDate(untilMs) });
    });
  }

  remove(id: string): Promise<void> {
    return this.statements.run(async (manager) => {
      await manager.delete(MailEntity, { id });
    });
  }
}
