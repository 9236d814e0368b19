import { useQuery } from '@tanstack/react-query';
import { workspaceApiQuery } from '../../shared/api/apis';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Notice } from '../../shared/ui/notice';
import { SkeletonBar } from '../../shared/ui/skeleton';
import { keysAfterLeaving } from './keys-after-leaving';

/** What becomes of the keys of somebody who leaves, before they do. */
export function KeysLeftBehind({ workspaceId, whose }: { workspaceId: string; whose: string }) {
  const query = useQuery({ ...workspaceApiQuery(workspaceId), staleTime: 0 });
  if (query.isError) {
    return (
      <ErrorNotice
        error={query.error}
        title="What becomes of the keys could not be read."
        consequence="Nothing was changed."
        onRetry={() => void query.refetch()}
      />
    );
  }
  if (query.data === undefined) return <SkeletonBar length="long" />;
  return <Notice tone="warning">{keysAfterLeaving(query.data.keyPolicies.ownerLeft, whose)}</Notice>;
}
