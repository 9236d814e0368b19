import { useQuery } from '@tanstack/react-query';
import { VisuallyHidden } from '../../shared/ui/visually-hidden';
import { firingCountQuery } from './alerts-query';
import styles from './firing-count.module.css';

/** Beside the way to the alerts. Where it cannot be told, nothing is: the screen itself says what is wrong. */
export function FiringCount({ workspaceId }: { workspaceId: string }) {
  const firing = useQuery(firingCountQuery(workspaceId)).data;
  if (firing === undefined || firing.count === 0) return null;
  return (
    <span className={styles.count}>
      {firing.count}
      {firing.more && '+'} <VisuallyHidden>firing</VisuallyHidden>
    </span>
  );
}
