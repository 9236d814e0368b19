/** The tenant boundary inside an API. Keys never cross it. */
export interface Workspace {
  readonly id: string;
  readonly apiId: string;
  readonly name: string;
  readonly planId: string;
  readonly suspendedAtMs: number | null;
  readonly createdAtMs: number;
}
