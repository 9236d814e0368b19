import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { ForbiddenNote } from '../../shared/access/forbidden';
import { useAccess } from '../../shared/access/use-access';
import type { PlanChangeView } from '../../shared/api/model';
import { Badge } from '../../shared/ui/badge';
import { Button } from '../../shared/ui/button';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Panel } from '../../shared/ui/page';
import { Section } from '../../shared/ui/section';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { TermChanges } from './term-changes';
import { planOptionsQuery } from './plan-queries';
import styles from './plan.module.css';
import { whyNot } from './plan-words';

const ChangePlanDialog = lazy(() => import('./change-plan-dialog').then((m) => ({ default: m.ChangePlanDialog })));

/** The catalogue: what each plan would change, and what is in its way. */
export function PlanOptions({ workspaceId }: { workspaceId: string }) {
  const mayChange = useAccess(workspaceId)?.may('billing:write') ?? false;
  const options = useQuery(planOptionsQuery(workspaceId));
  const [chosen, setChosen] = useState<PlanChangeView | null>(null);
  const current = options.data?.data.find(({ isCurrent }) => isCurrent);
  return (
    <Section heading="Other plans" lead={options.data?.data.length === 1 ? 'This API has no other plan.' : undefined}>
      {options.isError && (
        <ErrorNotice
          error={options.error}
          title="The plans could not be loaded."
          consequence="Nothing was changed."
          onRetry={() => void options.refetch()}
        />
      )}
      {options.isPending && <SkeletonStack label="Loading plans" />}
      {!mayChange && <ForbiddenNote permission="billing:write" purpose="change the plan" />}
      <div className={styles.options}>
        {options.data?.data
          .filter(({ isCurrent }) => !isCurrent)
          .map((option) => (
            <Option
              key={option.plan.id}
              option={option}
              reason={mayChange ? whyNot(option, current) : null}
              {...(option.mayChoose && { onChoose: () => setChosen(option) })}
            />
          ))}
      </div>
      {chosen && (
        <Suspense>
          <ChangePlanDialog workspaceId={workspaceId} plan={chosen.plan} onClose={() => setChosen(null)} />
        </Suspense>
      )}
    </Section>
  );
}

interface OptionProps {
  option: PlanChangeView;
  /** Why it cannot be chosen. */
  reason: string | null;
  onChoose?: () => void;
}

const Option = ({ option, reason, onChoose }: OptionProps) => (
  <Panel
    heading={option.plan.name}
    {...(option.obstacles.length > 0 && { aside: <Badge tone="warning">Too small</Badge> })}
  >
    <TermChanges change={option} />
    {option.obstacles.length > 0 && (
      <ul className={styles.obstacles} aria-label="What is in the way">
        {option.obstacles.map(({ what, message }) => (
          <li key={what}>{message}</li>
        ))}
      </ul>
    )}
    {reason && <p className={styles.fine}>{reason}</p>}
    {onChoose && (
      <p>
        <Button onClick={onChoose}>Change to {option.plan.name}…</Button>
      </p>
    )}
  </Panel>
);
