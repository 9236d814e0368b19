import { failureOf } from '../api/failure';
import { Button } from './button';
import { FinePrint, Notice } from './notice';

interface ErrorNoticeProps {
  error: unknown;
  /** What did not work, as a sentence. */
  title: string;
  /** Whether anything changed, as a sentence. Left out: what can be told from the error. */
  consequence?: string;
  onRetry?: () => void;
}

export function ErrorNotice({ error, title, consequence, onRetry }: ErrorNoticeProps) {
  const failure = failureOf(error);
  return (
    <Notice alert tone="danger" title={title} actions={onRetry && <Button onClick={onRetry}>Try again</Button>}>
      <p>
        {failure.detail} {consequence ?? failure.consequence}
      </p>
      {failure.requestId && (
        <FinePrint>
          Request <code>{failure.requestId}</code>
        </FinePrint>
      )}
    </Notice>
  );
}
