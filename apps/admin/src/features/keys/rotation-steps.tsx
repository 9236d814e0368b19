import { Check } from 'lucide-react';
import { VisuallyHidden } from '../../shared/ui/visually-hidden';
import styles from './rotation.module.css';

const STEPS = ['What carries over', 'The new key', 'The handover'] as const;

/** Where a rotation stands, from 1. */
export const RotationSteps = ({ current }: { current: 1 | 2 | 3 }) => (
  <ol className={styles.steps} aria-label="Steps of the rotation">
    {STEPS.map((step, place) => (
      <li key={step} aria-current={place + 1 === current ? 'step' : undefined}>
        <span className={styles.number} aria-hidden>
          {place + 1 < current ? <Check size={14} /> : place + 1}
        </span>
        {step}
        {place + 1 < current && <VisuallyHidden>, done</VisuallyHidden>}
      </li>
    ))}
  </ol>
);
