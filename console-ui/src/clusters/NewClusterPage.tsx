import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fieldMessages } from '../api/problem';
import type { DeletionPolicy, Engine, NewCluster, Region, Tier } from '../api/records';
import { nightly } from '../backups/nightly';
import { PolicyChoice } from '../backups/PolicyChoice';
import { useCurrentProject } from '../projects/queries';
import { Cost } from '../quotes/Cost';
import { Choice, Choices } from '../ui/Choice';
import { TextField } from '../ui/Field';
import { Form, FormActions } from '../ui/Form';
import { Loaded } from '../ui/Loaded';
import { Empty, Page } from '../ui/Page';
import { ClassChoice } from './ClassChoice';
import { EngineChoice } from './EngineChoice';
import { carriesOut } from './features';
import { useCreateCluster, useRegions } from './queries';
import { RegionChoice } from './RegionChoice';
import { isSize, SizeFields, sizeFrom, type SizeText } from './SizeFields';
import { TierChoice } from './TierChoice';

export function NewClusterPage() {
  const regions = useRegions();
  return (
    <Page title="Create cluster">
      <Loaded query={regions}>
        {() =>
          regions.items.length > 0 ? (
            <NewClusterForm regions={regions.items} />
          ) : (
            <Empty title="No region yet">
              Clusters run in regions, and none has been added. Ask your administrator to connect one.
            </Empty>
          )
        }
      </Loaded>
    </Page>
  );
}

function NewClusterForm({ regions }: { regions: Region[] }) {
  const project = useCurrentProject();
  const navigate = useNavigate();
  const create = useCreateCluster();
  const [name, setName] = useState('');
  // What it costs is asked under a name that is free and right, whatever stands in the field.
  const [anyName] = useState(() => `quote-${Date.now().toString(36)}`);
  const [regionName, setRegionName] = useState(
    (regions.find((one) => one.available) ?? regions[0])?.name ?? '',
  );
  const [className, setClassName] = useState<string>();
  const [engine, setEngine] = useState<Engine>('aerie');
  const [tier, setTier] = useState<Tier>('auto');
  const [size, setSize] = useState<SizeText>({ units: '1', replicas: '1' });
  const [deletionPolicy, setDeletionPolicy] = useState<DeletionPolicy>('RETAIN');
  const [backedUp, setBackedUp] = useState(false);
  const messages = fieldMessages(create.error);
  const region = regions.find((one) => one.name === regionName);
  const canBeBackedUp = engine === 'aerie' && carriesOut(region, 'backups');
  const tiered = engine === 'aerie' && carriesOut(region, 'tiering');
  const list = `/projects/${project.id}/clusters`;

  const wanted: NewCluster = {
    projectId: project.id,
    name,
    region: regionName,
    class: className,
    engine,
    ...sizeFrom(size),
    tiering: tiered && tier !== 'auto' ? { default: tier } : undefined,
    deletionPolicy,
  };

  async function submit() {
    const policy = backedUp && canBeBackedUp ? { backupPolicy: nightly() } : {};
    const made = await create.mutateAsync({ ...wanted, ...policy });
    void navigate(`${list}/${made.body.id}`);
  }

  return (
    <Form
      className="card"
      error={create.error}
      fields={[
        'name',
        'region',
        'class',
        'engine',
        'units',
        'replicas',
        'tiering.default',
        'deletionPolicy',
        'backupPolicy',
      ]}
      onSubmit={submit}
    >
      <TextField
        label="Name"
        hint="Small letters, digits and hyphens, at most 63; unique in this project."
        value={name}
        onChange={(event) => setName(event.target.value)}
        error={messages.name}
        spellCheck={false}
      />
      <RegionChoice
        regions={regions}
        chosen={regionName}
        error={messages.region}
        onChoose={(name) => {
          setRegionName(name);
          setClassName(undefined);
          setEngine('aerie');
        }}
      />
      <ClassChoice
        classes={region?.classes ?? []}
        chosen={className}
        onChoose={setClassName}
        error={messages.class}
      />
      {carriesOut(region, 'engine-milvus') && (
        <EngineChoice chosen={engine} onChoose={setEngine} error={messages.engine} />
      )}
      <SizeFields size={size} onChange={setSize} messages={messages} />
      {tiered && <TierChoice chosen={tier} onChoose={setTier} error={messages['tiering.default']} />}
      {canBeBackedUp && (
        <PolicyChoice chosen={backedUp} onChange={setBackedUp} error={messages.backupPolicy} />
      )}
      <Choices legend="When the cluster is deleted" error={messages.deletionPolicy}>
        <Choice
          name="deletionPolicy"
          title="Keep its data"
          note="For 30 days it can be brought back as it was; then its data is erased."
          checked={deletionPolicy === 'RETAIN'}
          onChoose={() => setDeletionPolicy('RETAIN')}
        />
        <Choice
          name="deletionPolicy"
          title="Remove its data"
          note="Every collection is erased with the cluster and cannot be brought back."
          checked={deletionPolicy === 'DELETE'}
          onChoose={() => setDeletionPolicy('DELETE')}
        />
      </Choices>
      <Cost of={isSize(size) ? { action: 'CREATE', create: { ...wanted, name: anyName } } : null} />
      <FormActions busy={create.isPending} cancel={list}>
        Create cluster
      </FormActions>
    </Form>
  );
}
