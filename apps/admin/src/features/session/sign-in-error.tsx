import { isProblem, ProblemError } from '../../shared/api/failure';
import { serverNowMs } from '../../shared/api/server-clock';
import { timeAfter, waitText } from '../../shared/format/moment';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Notice } from '../../shared/ui/notice';

interface SignInErrorProps {
  error: unknown;
  /** What did not work, as a sentence. */
  title?: string;
}

/** What is refused in front of the dashboard, where guesses are counted. */
export function SignInError({ error, title = 'You are not signed in.' }: SignInErrorProps) {
  if (isProblem(error, 'bad_credentials')) {
    return (
      <Notice alert tone="danger">
        The mail address or the password is wrong.
      </Notice>
    );
  }
  if (error instanceof ProblemError && error.problem.status === 429 && error.retryAfterSeconds !== null) {
    return (
      <Notice alert tone="warning" title="Too many attempts">
        Try again in {waitText(error.retryAfterSeconds)}, at {timeAfter(error.retryAfterSeconds, serverNowMs())}.
      </Notice>
    );
  }
  return <ErrorNotice error={error} title={title} consequence="Nothing was changed." />;
}
