import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useSearchParams } from 'react-router';
import type { UsageStep } from '@latchkey/vocabulary';
import type { KeyUsage, KeyView } from '../../shared/api/model';
import { BarChart } from '../../shared/chart/bar-chart';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { SelectField } from '../../shared/ui/field';
import { Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { CallerList } from './caller-list';
import styles from './key-screen.module.css';
import { KeyTimeline } from './key-timeline';
import { keyUsageQuery } from './keys-query';
import { countText, requestsText } from './limit-words';
import { MeterList } from './meter-list';
import { DENIAL_WORDS } from '../../shared/usage/outcome-words';
import { ScopeUseList } from './scope-use-list';
import { columnsOf, refusalsOf, refusedOf } from './usage-columns';

const RANGES: Readonly<Record<string, { step: UsageStep; words: string }>> = {
  hour: { step: 'minute', words: 'The last hour' },
  day: { step: 'hour', words: 'The last 24 hours' },
  month: { step: 'day', words: 'The last 30 days' },
};
const DEFAULT_RANGE = 'day';
const REFRESH_MS = 30_000;

const SERIES = [
  { label: 'Allowed', paint: 'plain' },
  { label: 'Refused', paint: 'stripes' },
] as const;

/** What was done with a key: how much, from where, and what is left. */
export function KeyUsagePanels({ apiKey }: { apiKey: KeyView }) {
  const [parameters, setParameters] = useSearchParams();
  const asked = parameters.get('range') ?? DEFAULT_RANGE;
  const name = Object.hasOwn(RANGES, asked) ? asked : DEFAULT_RANGE;
  const { step, words } = RANGES[name] as (typeof RANGES)[string];
  const usage = useQuery({
    ...keyUsageQuery(apiKey.workspaceId, apiKey.id, step),
    refetchInterval: REFRESH_MS,
  });
  const choose = (range: string) =>
    setParameters(range === DEFAULT_RANGE ? {} : { range }, { replace: true, preventScrollReset: true });
  return (
    <>
      <Panel heading="Requests">
        <div className={styles.range}>
          <SelectField label="Time" value={name} onChange={(event) => choose(event.target.value)}>
            {Object.entries(RANGES).map(([range, { words: text }]) => (
              <option key={range} value={range}>
                {text}
              </option>
            ))}
          </SelectField>
        </div>
        {usage.isError && (
          <ErrorNotice
            error={usage.error}
            title="The usage could not be loaded."
            consequence="Nothing was changed."
            onRetry={() => void usage.refetch()}
          />
        )}
        {usage.data ? (
          <Requests usage={usage.data} words={words} />
        ) : (
          !usage.isError && <SkeletonStack label="Loading the usage" />
        )}
      </Panel>
      <div className={styles.pair}>
        <Part heading="Limits and what is left" usage={usage}>
          {({ meters }) => <MeterList apiKey={apiKey} meters={meters} />}
        </Part>
        <Part heading="Callers" usage={usage}>
          {({ networks }) => <CallerList networks={networks} />}
        </Part>
      </div>
      <div className={styles.pair}>
        <Part heading="Scopes it uses" usage={usage}>
          {({ scopes }) => <ScopeUseList apiKey={apiKey} used={scopes} />}
        </Part>
        <KeyTimeline apiKey={apiKey} />
      </div>
    </>
  );
}

interface PartProps {
  heading: string;
  usage: UseQueryResult<KeyUsage>;
  children: (usage: KeyUsage) => ReactNode;
}

/** Of the same answer: that it could not be loaded is said once, above. */
const Part = ({ heading, usage, children }: PartProps) => (
  <Panel heading={heading}>
    {usage.data ? (
      children(usage.data)
    ) : usage.isError ? (
      <p className={styles.muted}>Could not be read.</p>
    ) : (
      <SkeletonStack label={`Loading: ${heading}`} />
    )}
  </Panel>
);

function Requests({ usage, words }: { usage: KeyUsage; words: string }) {
  const { totals } = usage;
  const refused = refusedOf(totals);
  if (totals.allowed + refused === 0)
    return <p className={styles.muted}>{words}: no request was made with this key.</p>;
  return (
    <>
      <BarChart
        title="Requests by outcome"
        summary={`${words}: ${requestsText(totals.allowed)} allowed, ${countText(refused)} refused.`}
        series={SERIES}
        columns={columnsOf(usage)}
        zone={usage.step === 'day' ? 'UTC' : 'local'}
      />
      {refused > 0 && (
        <dl className={styles.refusals} aria-label="Refused, by reason">
          {refusalsOf(totals).map(({ reason, count }) => (
            <div key={reason}>
              <dt>{DENIAL_WORDS[reason].title}</dt>
              <dd>{countText(count)}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}
