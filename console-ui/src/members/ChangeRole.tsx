import { useState } from 'react';
import { fieldMessages } from '../api/problem';
import type { Member } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { DialogFoot } from '../ui/DialogFoot';
import { Dialog } from '../ui/Dialog';
import { Form } from '../ui/Form';
import { useChangeMember } from './queries';
import { RoleField } from './RoleField';

export function ChangeRole({ member, onClose }: { member: Member; onClose: () => void }) {
  const change = useChangeMember(useCurrentProject().organizationId, member.userId);
  const [role, setRole] = useState(member.role);

  async function submit() {
    await change.mutateAsync({ role });
    onClose();
  }

  return (
    <Dialog title={`Role of ${member.name}`} onClose={onClose}>
      <Form error={change.error} fields={['role']} onSubmit={submit}>
        <RoleField role={role} onChange={setRole} error={fieldMessages(change.error).role} />
        <DialogFoot action="Change role" busy={change.isPending} onClose={onClose} />
      </Form>
    </Dialog>
  );
}
