import type { ReactNode } from 'react';
import type { AuditChainView } from '../../shared/api/model';
import { timeOf } from '../../shared/format/moment';
import { Button } from '../../shared/ui/button';
import { CopyButton } from '../../shared/ui/copy-button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { useAnnounce } from '../../shared/ui/live-region';
import { FinePrint, Notice } from '../../shared/ui/notice';
import styles from './audit-log.module.css';
import type { AuditScope } from './audit-query';
import { ChainLink } from './chain-link';
import { faultSentence } from './fault-words';
import { useVerification } from './use-verification';
import type { Progress, Verification } from './verify-chains';

const figures = new Intl.NumberFormat('en-GB');
const entriesWords = (count: number): string => (count === 1 ? '1 entry' : `${figures.format(count)} entries`);

/** Whether the log is as it was written, and up to where. */
export function VerificationPanel({ workspaceId }: { workspaceId: AuditScope }) {
  const announce = useAnnounce();
  const { query, progress } = useVerification(workspaceId);
  const { data, isFetching } = query;

  const verify = async () => {
    const { data: found } = await query.refetch();
    if (found) announce(isWhole(found) ? 'The log is verified.' : 'The log is broken.');
  };
  const button = (
    <Button busy={isFetching} onClick={() => void verify()}>
      {isFetching ? 'Verifying…' : workspaceId === null ? 'Verify all' : 'Verify now'}
    </Button>
  );

  if (query.isError && !isFetching) {
    return (
      <ErrorNotice
        error={query.error}
        title="The log could not be verified."
        consequence="Nothing was changed, and nothing is said of the log."
        onRetry={() => void verify()}
      />
    );
  }
  if (isFetching) return <Verifying progress={progress} />;
  if (data === undefined) {
    return (
      <Notice title="Not verified yet" actions={button}>
        <p>
          Each workspace has a chain of its own, and the installation has one. All of them are looked at, entry by
          entry.
        </p>
      </Notice>
    );
  }
  return <Found found={data} atMs={data.atMs} workspaceId={workspaceId} button={button} />;
}

const isWhole = ({ chains }: Verification): boolean => chains.every(({ firstBroken }) => firstBroken === null);

const Verifying = ({ progress }: { progress: Progress | null }) => (
  <Notice title="Verifying…">
    <p>
      {progress === null
        ? 'Entry by entry, each against the one before it.'
        : `${entriesWords(progress.entries)} so far${progress.of === null ? '' : `, up to ${figures.format(progress.of)} in this chain`}.`}
    </p>
    <progress className={styles.progress} aria-label="Verifying the log" />
  </Notice>
);

interface FoundProps {
  found: Verification;
  atMs: number;
  workspaceId: AuditScope;
  button: ReactNode;
}

function Found({ found, atMs, workspaceId, button }: FoundProps) {
  const broken = found.chains.filter(({ firstBroken }) => firstBroken !== null);
  if (broken.length > 0) return <Broken chains={broken} of={found.chains.length} scope={workspaceId} button={button} />;
  const [chain] = found.chains;
  const looked = `Looked at ${entriesWords(found.entries)} at ${timeOf(atMs)}.`;
  if (workspaceId === null || chain === undefined) {
    return (
      <Notice tone="success" title={`All ${figures.format(found.chains.length)} chains are verified`} actions={button}>
        <p>Every entry of every chain is as it was written. {looked}</p>
      </Notice>
    );
  }
  if (chain.head === null) {
    return (
      <Notice title="Nothing to verify yet" actions={button}>
        <p>The next change begins the chain.</p>
        <Limits chain={chain} />
      </Notice>
    );
  }
  return (
    <Notice
      tone="success"
      title={`Verified up to entry ${figures.format(chain.verifiedThrough)}`}
      actions={
        <>
          {button}
          <CopyButton label="Copy where it ends" text={`${workspaceId} ${chain.head.sequence} ${chain.head.hash}`} />
        </>
      }
    >
      <p>Every entry is as it was written, to the last. {looked}</p>
      <Limits chain={chain} />
    </Notice>
  );
}

/** What the verification says nothing of. */
const Limits = ({ chain: { checkpoint, unchained } }: { chain: AuditChainView }) => (
  <>
    {checkpoint.sequence > 0 && (
      <FinePrint>Entries up to {figures.format(checkpoint.sequence)} were removed for their age.</FinePrint>
    )}
    {unchained > 0 && (
      <FinePrint>{entriesWords(unchained)} from before entries were chained: nothing proves them.</FinePrint>
    )}
  </>
);

interface BrokenProps {
  chains: readonly AuditChainView[];
  of: number;
  scope: AuditScope;
  button: ReactNode;
}

const Broken = ({ chains, of, scope, button }: BrokenProps) => (
  <Notice
    alert
    tone="danger"
    title={scope === null ? `${chains.length} of ${figures.format(of)} chains are broken` : 'This log is broken'}
    actions={button}
  >
    <ul className={styles.broken}>
      {chains.map((chain) => (
        <li key={chain.workspaceId ?? 'installation'}>
          {scope === null && (
            <strong>
              <ChainLink workspaceId={chain.workspaceId} />
            </strong>
          )}
          <BrokenChain chain={chain} />
        </li>
      ))}
    </ul>
    <p>
      Export the log now, keep it elsewhere, and tell whoever runs this server. What follows a broken entry is not
      verified.
    </p>
  </Notice>
);

function BrokenChain({ chain: { firstBroken, verifiedThrough } }: { chain: AuditChainView }) {
  if (firstBroken === null) return null;
  return (
    <p>
      {faultSentence(firstBroken.why, firstBroken.sequence)}{' '}
      {firstBroken.id !== null && (
        <>
          Its id is <code>{firstBroken.id}</code>.{' '}
        </>
      )}
      {verifiedThrough === 0 ? 'No entry is verified.' : `Verified up to entry ${figures.format(verifiedThrough)}.`}
    </p>
  );
}
