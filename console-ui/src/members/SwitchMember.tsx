import type { Member } from '../api/records';
import { EndingKeys } from '../keys/EndingKeys';
import { useCurrentProject } from '../projects/queries';
import { Switch } from '../ui/Switch';
import { useChangeMember } from './queries';

export function SwitchMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const { organizationId } = useCurrentProject();
  const change = useChangeMember(organizationId, member.userId);
  const meaning = {
    ofDisabling: (
      <>
        They see nothing of the organisation from their next call on, until they are enabled again. Their
        roles stay.{' '}
        <EndingKeys organizationId={organizationId} creator={{ id: member.userId, name: member.name }} />
      </>
    ),
    ofEnabling: 'They come in again, with the roles they had.',
  };
  return <Switch of={member} what="member" meaning={meaning} change={change} onClose={onClose} />;
}
