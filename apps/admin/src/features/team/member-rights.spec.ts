import type { WorkspaceRole } from '@latchkey/vocabulary';
import type { InvitationView, MemberView } from '../../shared/api/model';
import { mayResend, type TeamRights, whatMayBeDone } from './member-rights';

const member = (userId: string, role: WorkspaceRole) => ({ userId, role }) as MemberView;
const owner: TeamRights = { selfId: 'ada', mayChange: true, mayMakeOwners: true, onlyOwnerId: null };
const admin: TeamRights = { ...owner, selfId: 'bob', mayMakeOwners: false };
const viewer: TeamRights = { selfId: 'cy', mayChange: false, mayMakeOwners: false, onlyOwnerId: 'ada' };

const ALL = { changeRole: true, remove: true, leave: false };
const NONE = { changeRole: false, remove: false, leave: false };

describe('what may be done with a member', () => {
  it.each([
    ['an owner, with another owner', owner, member('eve', 'owner'), ALL],
    ['an owner, with themselves', owner, member('ada', 'owner'), { changeRole: true, remove: false, leave: true }],
    ['the only owner, with themselves', { ...owner, onlyOwnerId: 'ada' }, member('ada', 'owner'), NONE],
    ['an operator, with the only owner', { ...owner, selfId: 'op', onlyOwnerId: 'ada' }, member('ada', 'owner'), NONE],
    ['before it is known who is the only owner', { ...owner, onlyOwnerId: undefined }, member('ada', 'owner'), NONE],
    ['an admin, with an owner', admin, member('eve', 'owner'), NONE],
    ['an admin, with a viewer', admin, member('cy', 'viewer'), ALL],
    ['a viewer, with an admin', viewer, member('bob', 'admin'), NONE],
    ['a viewer, with themselves', viewer, member('cy', 'viewer'), { ...NONE, leave: true }],
  ])('%s', (_, rights, whom, expected) => expect(whatMayBeDone(whom, rights)).toEqual(expected));
});

it('an invitation to be an owner is sent again by owners', () => {
  const invitation = { role: 'owner' } as InvitationView;
  expect([owner, admin, viewer].map((rights) => mayResend(invitation, rights))).toEqual([true, false, false]);
  expect(mayResend({ role: 'admin' } as InvitationView, admin)).toBe(true);
});
