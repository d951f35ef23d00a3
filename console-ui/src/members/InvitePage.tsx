import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fieldMessages } from '../api/problem';
import type { OrganizationRole } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { TextField } from '../ui/Field';
import { Form, FormActions } from '../ui/Form';
import { Page } from '../ui/Page';
import { useToast } from '../ui/Toast';
import { useInvite } from './queries';
import { RoleField } from './RoleField';

export function InvitePage() {
  const project = useCurrentProject();
  const navigate = useNavigate();
  const toast = useToast();
  const invite = useInvite(project.organizationId);
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<OrganizationRole>('MEMBER');
  const messages = fieldMessages(invite.error);
  const list = `/projects/${project.id}/members`;

  async function submit() {
    await invite.mutateAsync({ email, role });
    toast(`A mail to ${email} is on its way`);
    void navigate(list);
  }

  return (
    <Page title="Invite somebody">
      <Form className="card" error={invite.error} fields={['email', 'role']} onSubmit={submit}>
        <TextField
          label="Address"
          hint="A mail goes there, with a link that holds for seven days."
          type="email"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
          error={messages.email}
          spellCheck={false}
        />
        <RoleField role={role} onChange={setRole} error={messages.role} />
        <FormActions busy={invite.isPending} cancel={list}>
          Send invitation
        </FormActions>
      </Form>
    </Page>
  );
}
