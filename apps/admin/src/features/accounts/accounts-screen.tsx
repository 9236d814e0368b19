import { useQuery } from '@tanstack/react-query';
import { Plus, UsersRound } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { Permitted } from '../../shared/access/permitted';
import { useAccess } from '../../shared/access/use-access';
import type { AccountView } from '../../shared/api/model';
import { useCurrentUser } from '../../shared/api/current-user';
import { MomentText } from '../../shared/format/moment-text';
import { Pager } from '../../shared/list/pager';
import { type Column, RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { usePages } from '../../shared/list/use-pages';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { Empty } from '../../shared/ui/empty';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Page } from '../../shared/ui/page';
import { AccountActions } from './account-actions';
import type { AccountFlow } from './account-flows';
import { accountsQuery } from './change-account';
import { choiceOf, ROLE_WORDS } from './role-words';

const AccountFlows = lazy(() => import('./account-flows').then((module) => ({ default: module.AccountFlows })));

export function Component() {
  const may = useAccess(null)?.may('installation:manage') ?? false;
  const headingRef = useRef<HTMLHeadingElement>(null);
  const [flow, setFlow] = useState<AccountFlow | null>(null);
  return (
    <Page
      title="Accounts"
      lead="Everybody who may sign in. Staff work across workspaces; all others are members of some."
      headingRef={headingRef}
      actions={
        may && (
          <Button tone="primary" onClick={() => setFlow({ kind: 'create' })}>
            <Plus size={16} aria-hidden />
            New account
          </Button>
        )
      }
    >
      <Permitted workspaceId={null} permission="installation:manage" purpose="manage accounts">
        <Accounts onFlow={setFlow} />
      </Permitted>
      {flow && (
        <Suspense>
          <AccountFlows flow={flow} fallbackFocus={headingRef} onFlow={setFlow} />
        </Suspense>
      )}
    </Page>
  );
}

const COLUMNS: readonly Column<AccountView>[] = [
  {
    heading: 'Staff role',
    cell: ({ role }) => (role === null ? ROLE_WORDS.none : <Badge tone="accent">{ROLE_WORDS[choiceOf(role)]}</Badge>),
  },
  {
    heading: 'State',
    cell: ({ leftAt }) =>
      leftAt === null ? (
        'Active'
      ) : (
        <>
          Left <MomentText at={leftAt} past />
        </>
      ),
  },
  { heading: 'Created', cell: ({ createdAt }) => <MomentText at={createdAt} past /> },
];

function Accounts({ onFlow }: { onFlow: (flow: AccountFlow) => void }) {
  const { cursor, ways, toFirst } = usePages();
  const accounts = useQuery(accountsQuery(cursor));
  const me = useCurrentUser().data?.user.id;
  const rows = accounts.data?.data ?? null;
  const name: Column<AccountView> = {
    heading: 'Name',
    cell: (account) => (
      <RecordName second={account.email}>
        {account.name} {account.id === me && <Badge>You</Badge>}
      </RecordName>
    ),
  };
  if (rows?.length === 0 && !accounts.isFetching) {
    return (
      <Empty
        icon={<UsersRound size={22} aria-hidden />}
        title="No older accounts"
        action={<Button onClick={toFirst}>Show the newest</Button>}
      >
        The list ends here.
      </Empty>
    );
  }
  return (
    <>
      {accounts.isError && (
        <ErrorNotice
          error={accounts.error}
          title="The accounts could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void accounts.refetch()}
        />
      )}
      {(rows !== null || !accounts.isError) && (
        <RecordList
          caption="Accounts, newest first"
          rows={rows}
          idOf={({ id }) => id}
          name={name}
          columns={COLUMNS}
          actions={(account) =>
            account.leftAt === null && (
              <AccountActions account={account} onAction={(kind) => onFlow({ kind, account })} />
            )
          }
          busy={accounts.isFetching}
        />
      )}
      <Pager label="Pages of accounts" {...ways(accounts.isPlaceholderData ? null : accounts.data?.nextCursor)} />
    </>
  );
}
