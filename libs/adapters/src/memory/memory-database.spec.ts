import { databaseContracts, TEST_SEAL } from '@latchkey/testing';
import { MemoryDatabase } from './memory-database.js';

describe('MemoryDatabase', () => {
  databaseContracts(() => Promise.resolve({ database: new MemoryDatabase(TEST_SEAL), close: () => Promise.resolve() }));
});
