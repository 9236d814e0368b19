import { ListX } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { Permitted } from '../../shared/access/permitted';
import { useAccess } from '../../shared/access/use-access';
import { Button } from '../../shared/ui/button';
import { Page } from '../../shared/ui/page';
import { LookUp } from './look-up';

const RevokeListDialog = lazy(() =>
  import('./revoke-list-dialog').then((module) => ({ default: module.RevokeListDialog })),
);

/** Of no workspace: a leaked key may be anybody's. */
export function Component() {
  const may = useAccess(null)?.may('leak_desk:use') ?? false;
  const [listing, setListing] = useState(false);
  const [listsRun, setListsRun] = useState(0);
  return (
    <Page
      title="Leak desk"
      lead="Somebody found a key where it should not be. Find out whose it is, and end it. Every look is in the audit log of its workspace."
      actions={
        may && (
          <Button onClick={() => setListing(true)}>
            <ListX size={16} aria-hidden />
            Revoke a list
          </Button>
        )
      }
    >
      <Permitted workspaceId={null} permission="leak_desk:use" purpose="look up leaked keys">
        {/* What was found before a list was revoked may be out of date. */}
        <LookUp key={listsRun} />
      </Permitted>
      {listing && (
        <Suspense>
          <RevokeListDialog onRun={() => setListsRun((count) => count + 1)} onClose={() => setListing(false)} />
        </Suspense>
      )}
    </Page>
  );
}
