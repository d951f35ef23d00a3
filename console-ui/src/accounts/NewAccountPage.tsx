import { useState } from 'react';
import { Link } from 'react-router';
import { fieldMessages } from '../api/problem';
import type { OrganizationRole } from '../api/records';
import { PROJECT_ROLES } from '../keys/roles';
import { RoleField } from '../members/RoleField';
import { useCurrentProject } from '../projects/queries';
import { Choice, Choices } from '../ui/Choice';
import { TextField } from '../ui/Field';
import { Form, FormActions } from '../ui/Form';
import { Page } from '../ui/Page';
import { AccountSecret } from './AccountSecret';
import { useCreateAccount } from './queries';

const NONE = '';

export function NewAccountPage() {
  const project = useCurrentProject();
  const create = useCreateAccount(project.organizationId);
  const [name, setName] = useState('');
  const [role, setRole] = useState<OrganizationRole>('MEMBER');
  const [here, setHere] = useState<string>('DATA_OPERATOR');
  const messages = fieldMessages(create.error);
  const list = `/projects/${project.id}/service-accounts`;

  if (create.data) {
    return (
      <AccountSecret title="Your new service account" account={create.data.body}>
        <Link className="button button-primary" to={list}>
          I have copied it
        </Link>
      </AccountSecret>
    );
  }

  const submit = () =>
    create.mutateAsync({
      name,
      role,
      projects: here === NONE ? [] : [{ projectId: project.id, role: here }],
    });

  return (
    <Page title="Create service account">
      <Form className="card" error={create.error} fields={['name', 'role', 'projects']} onSubmit={submit}>
        <TextField
          label="Name"
          hint="Which program it is, such as deploy-pipeline."
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={messages.name}
        />
        <Choices legend={`Role in ${project.name}`} error={messages.projects}>
          {Object.entries({
            ...PROJECT_ROLES,
            [NONE]: { name: 'None', may: 'Nothing in this project.' },
          }).map(([one, { name: title, may }]) => (
            <Choice
              key={one}
              name="here"
              title={title}
              note={may}
              checked={here === one}
              onChoose={() => setHere(one)}
            />
          ))}
        </Choices>
        <RoleField role={role} onChange={setRole} error={messages.role} />
        <FormActions busy={create.isPending} cancel={list}>
          Create service account
        </FormActions>
      </Form>
    </Page>
  );
}
