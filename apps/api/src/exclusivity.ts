import { type Database, StoreUnavailableError } from '@latchkey/domain';

interface Dependant {
  distrust(): void;
  trust(): void;
}

/**
 * Whether this instance has the database to itself. While it does not know, another one may be changing things and
 * will not hear of ours: nothing that was read is trusted, and nothing is changed.
 */
export class Exclusivity {
  private readonly dependants: Dependant[] = [];
  private held = true;

  get isHeld(): boolean {
    return this.held;
  }

  /** Whoever keeps what it has read is told of every interruption from now on, and of one that has begun already. */
  tell(dependant: Dependant): void {
    this.dependants.push(dependant);
    if (!this.held) dependant.distrust();
  }

  interrupt(): void {
    this.held = false;
    for (const dependant of this.dependants) dependant.distrust();
  }

  recover(): void {
    this.held = true;
    for (const dependant of this.dependants) dependant.trust();
  }
}

/** Changes are refused before they begin, and not committed where the interruption comes in the middle. */
export function refusingChanges(database: Database, exclusivity: Exclusivity): Database {
  const assertHeld = (): void => {
    if (!exclusivity.isHeld) throw new StoreUnavailableError();
  };
  return new Proxy(database, {
    get(target, name) {
      if (name !== 'transaction') return Reflect.get(target, name, target) as unknown;
      const transaction: Database['transaction'] = async (work) => {
        assertHeld();
        return target.transaction(async (stores) => {
          const result = await work(stores);
          assertHeld();
          return result;
        });
      };
      return transaction;
    },
  });
}
