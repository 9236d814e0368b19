/** Lets at most `countMax` pieces of work run at once; the others wait in the order of their arrival. */
export class ConcurrencyLimit {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(private readonly countMax: number) {}

  async run<T>(work: () => Promise<T>): Promise<T> {
    // Who has waited takes over the place of the one that leaves, so that nobody slips in between the two.
    if (this.running < this.countMax) this.running++;
    else await new Promise<void>((admitted) => this.waiting.push(admitted));
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next === undefined) this.running--;
      else next();
    }
  }
}
