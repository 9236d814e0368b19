/** Somebody that a workspace writes to. Those of the sandbox and those for real never meet. */
export interface Contact {
  readonly id: string;
  readonly workspaceId: string;
  readonly sandbox: boolean;
  /** E.164, with the leading plus. No two contacts of a workspace share it, in the sandbox or for real. */
  readonly phoneNumber: string;
  readonly name: string;
  readonly tags: readonly string[];
  readonly metadata: Readonly<Record<string, string>>;
  /** From when on they want no messages; `null`: they have not said so. */
  readonly optedOutAtMs: number | null;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** Where contacts are looked for. */
export type ContactPlace = Pick<Contact, 'workspaceId' | 'sandbox'>;
