/** The tenant boundary inside an API. Keys never cross it. */
export interface Workspace {
  readonly id: string;
  readonly apiId: string;
  readonly name: string;
  readonly planId: string;
  /** For every key of the workspace, beside the key's own: canonical; empty: from anywhere. */
  readonly ipAllowlist: readonly string[];
  readonly suspendedAtMs: number | null;
  readonly createdAtMs: number;
}
