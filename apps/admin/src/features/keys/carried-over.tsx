import { useQuery } from '@tanstack/react-query';
import type { KeyView } from '../../shared/api/model';
import { MomentText } from '../../shared/format/moment-text';
import { Panel } from '../../shared/ui/page';
import { KeyScopes } from './key-facts';
import styles from './rotation.module.css';
import { keyUsageQuery } from './keys-query';
import { countText, quotaText, rateText } from './limit-words';

/** What the new key has from the old one: all that was granted, and what was spent. */
export function CarriedOver({ apiKey }: { apiKey: KeyView }) {
  const { deviceIds, ipAllowlist, rateLimit, quota, expiresAt, appId } = apiKey;
  return (
    <Panel heading="The new key has from the old one">
      <dl className={styles.carried}>
        <dt>Scopes</dt>
        <dd>
          <KeyScopes scopes={apiKey.scopes} />
        </dd>
        <dt>Devices</dt>
        <dd>{deviceIds.length === 0 ? 'All of the workspace' : `The same ${deviceIds.length}`}</dd>
        <dt>IP ranges</dt>
        <dd>{ipAllowlist.length === 0 ? 'From anywhere' : ipAllowlist.join(', ')}</dd>
        <dt>Rate limit</dt>
        <dd>{rateLimit === null ? 'That of the plan' : rateText(rateLimit)}</dd>
        <dt>Quota</dt>
        <dd>
          {quota === null ? 'None of its own' : quotaText(quota)}
          {quota !== null && <Spent apiKey={apiKey} />}
        </dd>
        {appId !== null && (
          <>
            <dt>App</dt>
            <dd>The same</dd>
          </>
        )}
        <dt>Expiry</dt>
        <dd>
          {expiresAt === null ? (
            'Never'
          ) : (
            <>
              <MomentText at={expiresAt} /> A rotation extends no life.
            </>
          )}
        </dd>
      </dl>
    </Panel>
  );
}

/** Both keys draw on one quota. */
function Spent({ apiKey }: { apiKey: KeyView }) {
  const meters = useQuery(keyUsageQuery(apiKey.workspaceId, apiKey.id, 'hour')).data?.meters;
  const quota = meters?.find(({ name }) => name === 'quota');
  if (quota === undefined) return ', with what is spent of it.';
  return `, of which ${countText(quota.used)} are spent: the new key goes on from there.`;
}
