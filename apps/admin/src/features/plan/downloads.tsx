import { VisuallyHidden } from '../../shared/ui/visually-hidden';
import { monthName } from './month-name';
import styles from './plan.module.css';
import { statementAddress } from './plan-queries';

const FORMS = [
  ['csv', 'CSV'],
  ['json', 'JSON'],
] as const;

export const Downloads = ({ workspaceId, month }: { workspaceId: string; month: string }) => (
  <span className={styles.downloads}>
    {FORMS.map(([form, words]) => (
      <a key={form} href={statementAddress(workspaceId, month, form)} download={`statement-${month}.${form}`}>
        {words}
        <VisuallyHidden> of {monthName(month)}</VisuallyHidden>
      </a>
    ))}
  </span>
);
