import { useState } from 'react';
import { Link } from 'react-router';
import type { Member } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Loaded } from '../ui/Loaded';
import { Page } from '../ui/Page';
import { MoreButton } from '../ui/Table';
import { ChangeRole } from './ChangeRole';
import { InvitationTable } from './InvitationTable';
import { MemberTable } from './MemberTable';
import { useMembers } from './queries';
import { RemoveMember } from './RemoveMember';
import { SwitchMember } from './SwitchMember';

type Asked = { member: Member; about: 'role' | 'switch' | 'removal' };

export function MemberListPage() {
  const project = useCurrentProject();
  const members = useMembers(project.organizationId);
  const [asked, setAsked] = useState<Asked | null>(null);
  const close = () => setAsked(null);
  return (
    <Page
      title="Members"
      lead="People of your organisation"
      actions={
        <Link className="button button-primary" to={`/projects/${project.id}/members/invite`}>
          Invite somebody
        </Link>
      }
    >
      <Loaded query={members}>
        {() => (
          <MemberTable
            members={members.items}
            onChangeRole={(member) => setAsked({ member, about: 'role' })}
            onSwitch={(member) => setAsked({ member, about: 'switch' })}
            onRemove={(member) => setAsked({ member, about: 'removal' })}
          />
        )}
      </Loaded>
      <MoreButton list={members} label="Show more members" />
      <InvitationTable />
      {asked?.about === 'role' && <ChangeRole member={asked.member} onClose={close} />}
      {asked?.about === 'switch' && <SwitchMember member={asked.member} onClose={close} />}
      {asked?.about === 'removal' && <RemoveMember member={asked.member} onClose={close} />}
    </Page>
  );
}
