import type { Member } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Switch } from '../ui/Switch';
import { useChangeMember } from './queries';

const MEANING = {
  ofDisabling:
    'They see nothing of the organisation from their next call on, until they are enabled again. Their roles stay, and so do API keys they have made.',
  ofEnabling: 'They come in again, with the roles they had.',
};

export function SwitchMember({ member, onClose }: { member: Member; onClose: () => void }) {
  const change = useChangeMember(useCurrentProject().organizationId, member.userId);
  return <Switch of={member} what="member" meaning={MEANING} change={change} onClose={onClose} />;
}
