import { newId, type IdPrefix } from '@latchkey/domain';
import { TEST_EPOCH_MS } from './manual-clock.js';
import { SeededRandom } from './seeded-random.js';

const random = new SeededRandom('ids');
let made = 0;

/** A new id with each call, sorting after all those before. */
export const nextId = (prefix: IdPrefix): string => newId(prefix, TEST_EPOCH_MS + made++, random);
