import { useQuery } from '@tanstack/react-query';
import type { KeyView } from '../../shared/api/model';
import { serverNowMs } from '../../shared/api/server-clock';
import { SkeletonBar } from '../../shared/ui/skeleton';
import { recentNetworks } from './callers';
import styles from './key-identity.module.css';
import { KeyLastUse } from './key-facts';
import { keyUsageQuery } from './keys-query';
import { requestsText } from './limit-words';

const NETWORKS_SHOWN = 5;

/** Whom it hits when this key is refused: its last use, and who called with it lately. */
export function BlastRadius({ apiKey }: { apiKey: KeyView }) {
  const usage = useQuery(keyUsageQuery(apiKey.workspaceId, apiKey.id, 'day'));
  return (
    <dl className={styles.receipt}>
      <dt>Last used</dt>
      <dd>
        <KeyLastUse lastUsedAt={usage.data?.lastUsedAt ?? apiKey.lastUsedAt} />
      </dd>
      <dt>Last 30 days</dt>
      <dd>
        {usage.data ? (
          `${requestsText(usage.data.totals.allowed)} allowed`
        ) : usage.isError ? (
          'Could not be read.'
        ) : (
          <SkeletonBar length="short" />
        )}
      </dd>
      <dt>Callers of the last 7 days</dt>
      <dd>
        {usage.data ? (
          <Callers networks={recentNetworks(usage.data.networks, serverNowMs()).map(({ network }) => network)} />
        ) : usage.isError ? (
          'Could not be read: take it that there are some.'
        ) : (
          <SkeletonBar length="medium" />
        )}
      </dd>
    </dl>
  );
}

function Callers({ networks }: { networks: readonly string[] }) {
  if (networks.length === 0) return 'None.';
  const more = networks.length - NETWORKS_SHOWN;
  return (
    <ul className={styles.callers}>
      {networks.slice(0, NETWORKS_SHOWN).map((network) => (
        <li key={network}>
          <code>{network}</code>
        </li>
      ))}
      {more > 0 && <li>and {more} more</li>}
    </ul>
  );
}
