import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { serverNowMs } from '../../shared/api/server-clock';
import { type AuditScope, lookAt } from './audit-query';
import { type Progress, verifyChains } from './verify-chains';

/** A workspace's log is verified when it is looked at; that of the installation, which may be long, when asked. */
export function useVerification(workspaceId: AuditScope) {
  const [progress, setProgress] = useState<Progress | null>(null);
  const query = useQuery({
    queryKey: ['audit-verification', workspaceId],
    queryFn: async ({ signal }) => {
      setProgress(null);
      const found = await verifyChains((cursor) => lookAt(workspaceId, cursor, signal), setProgress);
      return { ...found, atMs: serverNowMs() };
    },
    enabled: workspaceId !== null,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  });
  return { query, progress };
}
