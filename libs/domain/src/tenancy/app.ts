/** A named client inside a workspace. Its key is public: it says who speaks, and opens nothing by itself. */
export interface App {
  readonly id: string;
  readonly workspaceId: string;
  readonly name: string;
  /** What `X-App-Key` names it by. No two apps share one. */
  readonly appKey: string;
  readonly createdAtMs: number;
  /** From then on its key names nothing. Final. */
  readonly archivedAtMs: number | null;
}
