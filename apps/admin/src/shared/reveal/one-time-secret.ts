/**
 * A key's secret on its way from the answer to the person. It is held in a private field, so that nothing that walks
 * over objects (a log, a cache, a debugger's state view) takes it along by accident.
 */
export class OneTimeSecret {
  #text: string | null;

  constructor(text: string | null) {
    this.#text = text;
  }

  /** `null` once it is forgotten. */
  read(): string | null {
    return this.#text;
  }

  forget(): void {
    this.#text = null;
  }

  toJSON(): string {
    return '[one-time secret]';
  }

  toString(): string {
    return '[one-time secret]';
  }
}
