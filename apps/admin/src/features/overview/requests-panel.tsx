import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { shortPercent, wholeNumber } from '../../shared/chart/chart-words';
import { usagePath } from '../../shared/format/places';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { SelectField } from '../../shared/ui/field';
import { Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { DENIAL_WORDS } from '../../shared/usage/outcome-words';
import { type OutcomeCounts, reasonsOf } from '../../shared/usage/outcomes';
import { RequestsChart } from '../../shared/usage/requests-chart';
import { workspaceUsageQuery } from '../../shared/usage/usage-query';
import { RANGE_TITLES, rangeParameters, rangeWords } from '../../shared/usage/usage-range';
import styles from './overview.module.css';

const SPANS = ['24h', '7d'] as const;
const REASONS_MAX = 3;

export function RequestsPanel({ workspaceId }: { workspaceId: string }) {
  const [parameters, setParameters] = useSearchParams();
  const name = SPANS.find((span) => span === parameters.get('range')) ?? '24h';
  const usage = useQuery(workspaceUsageQuery(workspaceId, { name }));
  return (
    <Panel>
      <div className={styles.head}>
        <h2 className={styles.heading}>Requests</h2>
        <SelectField
          label="Range"
          value={name}
          onChange={(event) => setParameters({ range: event.target.value }, { replace: true })}
        >
          {SPANS.map((span) => (
            <option key={span} value={span}>
              {RANGE_TITLES[span]}
            </option>
          ))}
        </SelectField>
      </div>
      {usage.isError && (
        <ErrorNotice
          error={usage.error}
          title="Usage could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void usage.refetch()}
        />
      )}
      {usage.data ? (
        <>
          <RequestsChart title={`Requests ${rangeWords({ name })}`} usage={usage.data} />
          <MainReasons totals={usage.data.totals} />
          <p>
            <Link to={`${usagePath(workspaceId)}?${rangeParameters({ name })}`}>All usage, by reason and by key</Link>
          </p>
        </>
      ) : (
        !usage.isError && <SkeletonStack label="Loading requests" />
      )}
    </Panel>
  );
}

function MainReasons({ totals }: { totals: OutcomeCounts }) {
  const reasons = reasonsOf(totals);
  const all = Object.values(totals).reduce((sum, count) => sum + count, 0);
  if (reasons.length === 0) return null;
  return (
    <ul className={styles.list} aria-label="Why requests were refused">
      {reasons.slice(0, REASONS_MAX).map(({ reason, requests }) => (
        <li key={reason}>
          <strong>{DENIAL_WORDS[reason].title}</strong> · {wholeNumber(requests)}{' '}
          {requests === 1 ? 'request' : 'requests'}, {shortPercent(requests / all)} of all
          <span className={styles.fine}>{DENIAL_WORDS[reason].remedy}</span>
        </li>
      ))}
    </ul>
  );
}
