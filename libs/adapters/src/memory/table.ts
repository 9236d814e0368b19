import { taken, type UniqueField } from '../taken.js';

export interface Row {
  readonly id: string;
}

/** Per field, the values of a row that no other row may have. */
export type Uniques<T> = Partial<Record<UniqueField, (row: T) => readonly string[]>>;

/**
 * Rows by id, in the order of their insertion. A table may lie over another one: it then shows the rows beneath with
 * its own changes on top, and the table beneath learns of them only on `settle`. That is a transaction.
 */
export class Table<T extends Row> {
  /** `null`: removed, while the table beneath may still have it. */
  private readonly rows = new Map<string, T | null>();
  /** By field and value, who had it when it was written: a hint that `holder` checks against the row as it is now. */
  private readonly holders = new Map<UniqueField, Map<string, string>>();

  constructor(
    private readonly uniques: Uniques<T> = {},
    private readonly beneath: Table<T> | null = null,
  ) {
    for (const field of Object.keys(uniques) as UniqueField[]) this.holders.set(field, new Map());
  }

  over(): Table<T> {
    return new Table(this.uniques, this);
  }

  get(id: string): T | null {
    const own = this.rows.get(id);
    return own === undefined ? (this.beneath?.get(id) ?? null) : own;
  }

  *all(): Generator<T> {
    for (const { id } of this.beneath?.all() ?? []) {
      const row = this.get(id);
      if (row !== null) yield row;
    }
    for (const row of this.rows.values()) if (row !== null && !this.beneath?.get(row.id)) yield row;
  }

  isEmpty(): boolean {
    return this.all().next().done === true;
  }

  /** The row that has this value of a unique field. */
  holder(field: UniqueField, value: string): T | null {
    const ownId = this.holders.get(field)?.get(value);
    const id = ownId ?? this.beneath?.holder(field, value)?.id;
    const row = id === undefined ? null : this.get(id);
    return row !== null && this.valuesOf(field, row).includes(value) ? row : null;
  }

  /** Throws `ConflictError` naming the field that another row has. */
  insert(row: T): void {
    if (this.get(row.id) !== null) throw taken('id');
    this.put(row);
  }

  /** As `insert`, for a row that is there. */
  replace(row: T): void {
    this.put(row);
  }

  remove(id: string): void {
    const former = this.get(id);
    if (former === null) return;
    this.release(former);
    if (this.beneath === null) this.rows.delete(id);
    else this.rows.set(id, null);
  }

  /** Hands this table's changes to the one beneath. */
  settle(): void {
    for (const [id, row] of this.rows) {
      if (row === null) this.beneath?.remove(id);
      else this.beneath?.store(row);
    }
  }

  private put(row: T): void {
    for (const field of this.holders.keys()) {
      const values = this.valuesOf(field, row);
      const isFree = (value: string) => (this.holder(field, value)?.id ?? row.id) === row.id;
      if (new Set(values).size < values.length || !values.every(isFree)) throw taken(field);
    }
    this.store(deepFreeze(structuredClone(row)));
  }

  private store(row: T): void {
    const former = this.rows.get(row.id);
    if (former) this.release(former);
    for (const [field, holders] of this.holders) {
      for (const value of this.valuesOf(field, row)) holders.set(value, row.id);
    }
    this.rows.set(row.id, row);
  }

  private release(former: T): void {
    for (const [field, holders] of this.holders) {
      for (const value of this.valuesOf(field, former)) {
        // By now another row may have what this one gave up.
        if (holders.get(value) === former.id) holders.delete(value);
      }
    }
  }

  private valuesOf(field: UniqueField, row: T): readonly string[] {
    return this.uniques[field]?.(row) ?? [];
  }
}

/** Callers share the stored rows, so nobody may change one. */
function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(value)) deepFreeze(inner);
  return Object.freeze(value);
}
