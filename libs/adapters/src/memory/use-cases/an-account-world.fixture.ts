import {
  ChangePassword,
  CreateFirstOperator,
  CreateUser,
  DashboardSessions,
  ManageSecondFactor,
  type OpenSession,
  type PasswordHasher,
  ResetPassword,
  SecondFactorCodes,
  TellPerson,
  UpdateUser,
  withOpenLink,
} from '@latchkey/domain';
import { ManualClock, SeededRandom } from '@latchkey/testing';
import { AesSecretBox } from '../../system/aes-secret-box.js';
import { MemoryDatabase } from '../memory-database.js';
import { toldOfPeople } from './told-of-people.fixture.js';

export const ORIGIN = { address: '192.0.2.1', requestId: 'request' };
export const ADA = { email: 'ada@example.com', password: 'correct horse battery', name: 'Ada' };

/** As quick as a test needs it, and as strict: what argon2 adds is time. */
const plainPasswords = (): PasswordHasher => ({
  hash: async (password) => `hash of ${password}`,
  verify: async (hash, password) => hash === `hash of ${password}`,
});

/** An installation with one operator, Ada, and everything that an account can do. */
export async function anAccountWorld({ hasMailServer = true } = {}) {
  const [clock, database, random] = [new ManualClock(), new MemoryDatabase(), new SeededRandom()];
  const [passwords, secretBox] = [plainPasswords(), new AesSecretBox('accounts')];
  const { told, invalidation } = toldOfPeople();
  const tellPerson = new TellPerson(secretBox, clock, random, hasMailServer);
  const codes = new SecondFactorCodes(secretBox, clock, random);
  const sessions = new DashboardSessions(database, passwords, clock, random, codes);
  const ada = await new CreateFirstOperator(database, passwords, clock, random).execute(ADA, ORIGIN);
  return {
    clock,
    database,
    random,
    passwords,
    sessions,
    ada,
    told,
    createUser: new CreateUser(database, passwords, clock, random),
    changePassword: new ChangePassword(database, passwords, tellPerson, clock, random),
    resetPassword: new ResetPassword(database, passwords, tellPerson, clock, random),
    secondFactor: new ManageSecondFactor(database, codes, tellPerson, clock, random),
    updateUser: new UpdateUser(database, invalidation, clock, random),
    signIn: (password = ADA.password, code?: string): Promise<OpenSession> =>
      sessions.signIn(ADA.email, password, ORIGIN, code),
    audited: async () => (await database.audit.page({}, { limit: 100 })).items,
    mails: () => [...database.tables.mails.all()],
    opened: () => [...database.tables.mails.all()].map((mail) => withOpenLink(mail, secretBox)),
  };
}
