/** A slice of a list that is sorted by id, newest first. */
export interface PageRequest {
  readonly limit: number;
  /** Only entries older than this id. */
  readonly beforeId?: string;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly hasMore: boolean;
}
