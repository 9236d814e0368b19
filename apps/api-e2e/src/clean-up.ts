import { assertNothingLeaked } from './secret-ledger.js';
import { endServers } from './server.js';
import { removeTemporaryDirectories } from './temporary-directory.js';

afterAll(async () => {
  await endServers();
  await removeTemporaryDirectories();
  assertNothingLeaked();
});
