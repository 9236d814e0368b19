import type { Mail, MailStore } from '@latchkey/domain';
import type { TableAccess } from './table-access.js';

export class MemoryMailStore implements MailStore {
  constructor(private readonly access: TableAccess) {}

  append(mail: Mail): Promise<void> {
    return this.access.write(({ mails }) => mails.insert(mail));
  }

  take(nowMs: number, untilMs: number, mailsMax: number): Promise<readonly Mail[]> {
    return this.access.write(({ mails }) => {
      const due = [...mails.all()]
        .filter(({ nextAttemptAtMs }) => nextAttemptAtMs <= nowMs)
        .sort((a, b) => a.nextAttemptAtMs - b.nextAttemptAtMs || (a.id < b.id ? -1 : 1))
        .slice(0, mailsMax)
        .map((mail) => ({ ...mail, attempts: mail.attempts + 1, nextAttemptAtMs: untilMs }));
      for (const mail of due) mails.replace(mail);
      return due;
    });
  }

  putOff(id: string, untilMs: number): Promise<void> {
    return this.access.write(({ mails }) => {
      const mail = mails.get(id);
      if (mail !== null) mails.replace({ ...mail, nextAttemptAtMs: untilMs });
    });
  }

  remove(id: string): Promise<void> {
    return this.access.write(({ mails }) => mails.remove(id));
  }
}
