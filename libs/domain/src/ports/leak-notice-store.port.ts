/** Of which finds of a key its workspace has been told. */
export interface LeakNoticeStore {
  /** Says whether this is the first time, of any number that ask at once to one alone. `place` is 64 lower-case hex characters. */
  note(notice: LeakNotice): Promise<boolean>;
}

export interface LeakNotice {
  readonly keyId: string;
  /** A fingerprint of where it was found. */
  readonly place: string;
  readonly atMs: number;
}
