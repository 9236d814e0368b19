import { LifeBuoy, LogOut, Plus, UserPlus } from 'lucide-react';
import type { Access } from '../../shared/access/access';
import { apiKeysPath } from '../../shared/api/workspaces';
import { addressOf, SCREENS } from '../screens';
import type { Entry } from './entries';

interface Doing {
  readonly access: Access;
  readonly workspaceId: string | null;
  readonly go: (path: string, state?: object) => void;
  readonly signOut: () => void;
}

/** What may be done from anywhere. Each begins where it belongs: the palette itself changes nothing. */
export function actionEntries({ access, workspaceId, go, signOut }: Doing): Entry[] {
  const team = SCREENS.find(({ path }) => path === 'settings/team');
  const teamPath = team && addressOf(team, workspaceId);
  return [
    ...(workspaceId !== null && access.may('keys:write')
      ? [
          {
            id: 'generate',
            title: 'Generate a new key',
            Icon: Plus,
            run: () => go(apiKeysPath(workspaceId), { begin: 'generate' }),
          },
        ]
      : []),
    ...(teamPath && access.may('team:write')
      ? [
          {
            id: 'invite',
            title: 'Invite somebody to the team',
            Icon: UserPlus,
            run: () => go(teamPath, { begin: 'invite' }),
          },
        ]
      : []),
    ...(access.may('leak_desk:use')
      ? [{ id: 'leak', title: 'Look up a leaked key', Icon: LifeBuoy, run: () => go('/support/leak-desk') }]
      : []),
    { id: 'sign-out', title: 'Sign out', Icon: LogOut, run: signOut },
  ];
}
