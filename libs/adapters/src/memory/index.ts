export { MemoryDatabase } from './memory-database.js';
