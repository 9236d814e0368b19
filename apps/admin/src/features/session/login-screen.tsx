import { useQuery } from '@tanstack/react-query';
import { Link, Navigate, useLocation, useNavigate, useSearchParams } from 'react-router';
import { setupStatusQuery } from '../../shared/api/setup-status';
import { FrontPage } from '../../shared/ui/front-page';
import { Notice } from '../../shared/ui/notice';
import { Panel } from '../../shared/ui/page';
import { returnPathOf } from './return-path';
import { SignInForm } from './sign-in-form';

/** Why somebody is here who was elsewhere a moment ago. */
const NOTES = {
  'session-lost': 'Your session has ended. Sign in, and you are back where you were.',
  'signed-out': 'You are signed out.',
  'left-workspace': 'You have left the workspace, and are signed out everywhere. Sign in again for your other ones.',
} as const;

export type LoginNote = keyof typeof NOTES;

const noteOf = (state: unknown): LoginNote | null => {
  const note = (state as { note?: unknown } | null)?.note;
  return typeof note === 'string' && Object.hasOwn(NOTES, note) ? (note as LoginNote) : null;
};

export function Component() {
  const navigate = useNavigate();
  const [parameters] = useSearchParams();
  const setup = useQuery(setupStatusQuery);
  const note = noteOf(useLocation().state);
  if (setup.data?.needed) return <Navigate to="/setup" replace />;
  return (
    <FrontPage title="Sign in">
      {note && <Notice tone={note === 'session-lost' ? 'warning' : 'info'}>{NOTES[note]}</Notice>}
      <Panel>
        <SignInForm
          onSignedIn={async () => {
            await navigate(returnPathOf(parameters.get('returnTo'), window.location.origin), { replace: true });
          }}
        />
        <p>
          <Link to="/forgot-password">Forgotten your password?</Link>
        </p>
      </Panel>
    </FrontPage>
  );
}
