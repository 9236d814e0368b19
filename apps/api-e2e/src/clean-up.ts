import { assertNothingLeaked, leaveToRun } from './secret-ledger.js';
import { endServers, startedServers } from './server.js';
import { removeTemporaryDirectories } from './temporary-directory.js';

afterAll(async () => {
  await endServers();
  await removeTemporaryDirectories();
  leaveToRun(startedServers);
  assertNothingLeaked();
});
