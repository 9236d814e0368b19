import { KeyRound, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../shared/ui/button';
import { Empty } from '../../shared/ui/empty';

export const NoKeysYet = ({ action }: { action: ReactNode }) => (
  <Empty icon={<KeyRound size={22} aria-hidden />} title="No API keys yet" action={action}>
    A program shows its key with every request. Make one key per program, give it only the scopes it needs, and you can
    revoke one without stopping the others. You see a key once, when it is made.
  </Empty>
);

export const NoMatch = ({ onClear }: { onClear: () => void }) => (
  <Empty
    icon={<SearchX size={22} aria-hidden />}
    title="No key matches"
    action={<Button onClick={onClear}>Clear filters</Button>}
  >
    Nothing in this workspace fits this search and these filters.
  </Empty>
);

export const NothingOlder = ({ onNewest }: { onNewest: () => void }) => (
  <Empty
    icon={<SearchX size={22} aria-hidden />}
    title="No older keys"
    action={<Button onClick={onNewest}>Show the newest</Button>}
  >
    The list ends here.
  </Empty>
);
