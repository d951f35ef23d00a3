import { useState } from 'react';
import { fieldMessages } from '../api/problem';
import type { Role } from '../api/records';
import { useClusters } from '../clusters/queries';
import { useCurrentProject } from '../projects/queries';
import { Choice, Choices } from '../ui/Choice';
import { SelectField, TextField } from '../ui/Field';
import { Form, FormActions } from '../ui/Form';
import { Page } from '../ui/Page';
import { toggled } from '../ui/toggled';
import { useCreateKey } from './queries';
import { PROJECT_ROLES } from './roles';
import { SecretPage } from './SecretPage';

const LIFETIMES_IN_DAYS = [30, 90, 365];
const DAY_MS = 86_400_000;

export function NewKeyPage() {
  const project = useCurrentProject();
  const create = useCreateKey();
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('DATA_ADMIN');
  const [clusterIds, setClusterIds] = useState<string[]>([]);
  const [days, setDays] = useState('');
  const messages = fieldMessages(create.error);

  if (create.data) return <SecretPage apiKey={create.data.body} />;

  const submit = () =>
    create.mutateAsync({
      organizationId: project.organizationId,
      projectId: project.id,
      name,
      role,
      ...(clusterIds.length > 0 && role !== 'PROJECT_ADMIN' ? { clusterIds } : {}),
      ...(days ? { expiresAt: new Date(Date.now() + Number(days) * DAY_MS).toISOString() } : {}),
    });

  return (
    <Page title="Create API key">
      <Form
        className="card"
        error={create.error}
        fields={['name', 'role', 'clusterIds', 'expiresAt']}
        onSubmit={submit}
      >
        <TextField
          label="Name"
          hint="What will use it, such as search-backend."
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={messages.name}
        />
        <Choices legend="Role" error={messages.role}>
          {Object.entries(PROJECT_ROLES).map(([one, { name: title, may }]) => (
            <Choice
              key={one}
              name="role"
              title={title}
              note={may}
              checked={role === one}
              onChoose={() => setRole(one as Role)}
            />
          ))}
        </Choices>
        {role !== 'PROJECT_ADMIN' && (
          <ClusterReach chosen={clusterIds} onChange={setClusterIds} error={messages.clusterIds} />
        )}
        <SelectField
          label="Ends"
          value={days}
          onChange={(event) => setDays(event.target.value)}
          error={messages.expiresAt}
        >
          <option value="">Never</option>
          {LIFETIMES_IN_DAYS.map((count) => (
            <option key={count} value={count}>
              After {count} days
            </option>
          ))}
        </SelectField>
        <FormActions busy={create.isPending} cancel={`/projects/${project.id}/keys`}>
          Create API key
        </FormActions>
      </Form>
    </Page>
  );
}

type ReachProps = { chosen: string[]; onChange: (ids: string[]) => void; error?: string };

function ClusterReach({ chosen, onChange, error }: ReachProps) {
  const clusters = useClusters(useCurrentProject().id);
  if (clusters.items.length === 0) return null;

  return (
    <Choices legend="Clusters it opens" error={error}>
      <Choice
        type="checkbox"
        name="clusters"
        title="Every cluster"
        note="Of this project, later ones too."
        checked={chosen.length === 0}
        onChoose={() => onChange([])}
      />
      {clusters.items.map((cluster) => (
        <Choice
          key={cluster.id}
          type="checkbox"
          name="clusters"
          title={cluster.name}
          checked={chosen.includes(cluster.id)}
          onChoose={() => onChange(toggled(chosen, cluster.id))}
        />
      ))}
    </Choices>
  );
}
