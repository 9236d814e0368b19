import type { PlanChangeView } from '../../shared/api/model';
import { VisuallyHidden } from '../../shared/ui/visually-hidden';
import styles from './plan.module.css';
import { changesOf } from './plan-words';

/** What another plan makes different, and from what. */
export function TermChanges({ change }: { change: Pick<PlanChangeView, 'before' | 'after'> }) {
  const changes = changesOf(change);
  if (changes.length === 0) return <p>The same as now, under another name.</p>;
  return (
    <dl className={styles.terms}>
      {changes.map(({ title, before, words }) => (
        <div key={title}>
          <dt>{title}</dt>
          <dd>
            {words} <s className={styles.former}>{before}</s>
            <VisuallyHidden> (now)</VisuallyHidden>
          </dd>
        </div>
      ))}
    </dl>
  );
}
