import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WebhookView } from '../../shared/api/model';
import { workspaceApiQuery } from '../../shared/api/apis';
import { CopyButton } from '../../shared/ui/copy-button';
import { SelectField } from '../../shared/ui/field';
import { Panel } from '../../shared/ui/page';
import { examplesFor } from './verify-examples';
import styles from './webhooks.module.css';

/** Anybody can send to an address that is on the internet. This is how a service tells. */
export function VerifyPanel({ webhook: { workspaceId } }: { webhook: WebhookView }) {
  // Until it is known, and where it cannot be, what holds for every API is shown.
  const profile = useQuery(workspaceApiQuery(workspaceId)).data?.wireProfile ?? 'standard';
  const examples = examplesFor(profile);
  const [chosen, setChosen] = useState<string>('node');
  const example = examples.find(({ id }) => id === chosen);
  if (example === undefined) return null;
  return (
    <Panel heading="Check that it comes from here">
      <p>
        Every event is signed with the secret of this endpoint. Refuse what is not, and keep the <code>webhook-id</code>{' '}
        of what you have handled: an event arrives at least once.
      </p>
      <SelectField label="Example" value={chosen} onChange={(event) => setChosen(event.target.value)}>
        {examples.map(({ id, title }) => (
          <option key={id} value={id}>
            {title}
          </option>
        ))}
      </SelectField>
      <pre className={styles.code} tabIndex={0} role="region" aria-label={`Example: ${example.title}`}>
        {example.code}
      </pre>
      <div className={styles.foot}>
        <p className={styles.note}>
          {example.id === 'hex'
            ? 'This signature is of the body alone, so it cannot tell an old event from a new one; webhook-signature can.'
            : 'The headers are those of Standard Webhooks, so its libraries for other languages do as well.'}
        </p>
        <CopyButton key={example.id} label="Copy example" text={example.code} />
      </div>
    </Panel>
  );
}
