/** Who did something: a person, a key, or Latchkey itself. */
export interface Actor {
  readonly kind: 'user' | 'key' | 'system';
  readonly id: string;
}

export const SYSTEM: Actor = { kind: 'system', id: 'system' };
