import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fieldMessages } from '../api/problem';
import type { Organization } from '../api/records';
import { Button } from '../ui/Button';
import { TextField } from '../ui/Field';
import { Form } from '../ui/Form';
import { Page } from '../ui/Page';
import { useCreateOrganization, useCreateProject } from './queries';

/** The first organisation and project; a project that fails leaves the organisation for the next try. */
export function Onboarding({ organization }: { organization?: Organization }) {
  const navigate = useNavigate();
  const createOrganization = useCreateOrganization();
  const createProject = useCreateProject();
  const [organizationName, setOrganizationName] = useState('');
  const [projectName, setProjectName] = useState('');
  const owner = organization ?? createOrganization.data?.body;

  async function submit() {
    const parent = owner ?? (await createOrganization.mutateAsync(organizationName)).body;
    const project = await createProject.mutateAsync({ organizationId: parent.id, name: projectName });
    void navigate(`/projects/${project.body.id}/clusters`);
  }

  return (
    <Page title="Welcome to Aerie" lead="Two names, and you can create your first cluster.">
      <Form
        className="card"
        error={createOrganization.error ?? createProject.error}
        fields={['name']}
        onSubmit={submit}
      >
        {owner ? (
          <p>
            Organisation <strong>{owner.name}</strong>
          </p>
        ) : (
          <TextField
            label="Organisation"
            hint="Your company or team. It owns projects, members and the bill."
            value={organizationName}
            onChange={(event) => setOrganizationName(event.target.value)}
            error={fieldMessages(createOrganization.error).name}
          />
        )}
        <TextField
          label="Project"
          hint="Clusters and API keys live in a project, such as search-staging."
          value={projectName}
          onChange={(event) => setProjectName(event.target.value)}
          error={fieldMessages(createProject.error).name}
        />
        <div>
          <Button type="submit" look="primary" busy={createOrganization.isPending || createProject.isPending}>
            Create and continue
          </Button>
        </div>
      </Form>
    </Page>
  );
}
