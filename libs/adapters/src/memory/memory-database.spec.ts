import { databaseContracts } from '@latchkey/testing';
import { MemoryDatabase } from './memory-database.js';

describe('MemoryDatabase', () => {
  databaseContracts(() => Promise.resolve({ database: new MemoryDatabase(), close: () => Promise.resolve() }));
});
