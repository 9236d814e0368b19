import { useState } from 'react';
import type { caseOf } from './case-fields';
import type { KeyListText } from './key-list-text';
import { ListForm } from './list-form';
import { ListRun } from './list-run';

export interface ListedCase {
  readonly list: KeyListText;
  readonly case_: ReturnType<typeof caseOf>;
}

/** First what is to be revoked and why, then the question, the progress and the results. */
export function RevokeListDialog({ onRun, onClose }: { onRun: () => void; onClose: () => void }) {
  const [listed, setListed] = useState<ListedCase | null>(null);
  if (listed === null) return <ListForm onListed={setListed} onClose={onClose} />;
  return <ListRun {...listed} onRun={onRun} onClose={onClose} />;
}
