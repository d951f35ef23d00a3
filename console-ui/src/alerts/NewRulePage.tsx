import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fieldMessages } from '../api/problem';
import type { AlertKind } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Choice, Choices } from '../ui/Choice';
import { TextField } from '../ui/Field';
import { Form, FormActions } from '../ui/Form';
import { Page } from '../ui/Page';
import { toggled } from '../ui/toggled';
import { KINDS } from './conditions';
import { Threshold, type ThresholdText } from './Threshold';
import { useChannels, useCreateRule } from './queries';

const FIELDS = ['name', 'condition.kind', 'condition.threshold', 'condition.minutes', 'channelIds'];

export function NewRulePage() {
  const project = useCurrentProject();
  const navigate = useNavigate();
  const channels = useChannels(project.organizationId);
  const create = useCreateRule(project.organizationId);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<AlertKind>('BACKUP_FAILED');
  const [beyond, setBeyond] = useState<ThresholdText>({
    metric: 'busy_ratio',
    comparison: 'ABOVE',
    threshold: '0.8',
    minutes: '15',
  });
  const [channelIds, setChannelIds] = useState<string[]>([]);
  const messages = fieldMessages(create.error);
  const list = `/projects/${project.id}/alerts`;

  async function submit() {
    const { threshold, minutes, ...side } = beyond;
    const numbers = { threshold: Number(threshold), minutes: Number(minutes) };
    const condition = kind === 'METRIC' ? { kind, ...side, ...numbers } : { kind };
    await create.mutateAsync({ name, condition, channelIds });
    void navigate(list);
  }

  return (
    <Page title="Create rule">
      <Form className="card" error={create.error} fields={FIELDS} onSubmit={submit}>
        <TextField
          label="Name"
          hint="Stands in what is sent, such as busy clusters."
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={messages.name}
        />
        <Choices legend="When" error={messages['condition.kind']}>
          {Object.entries(KINDS).map(([one, { name: title, note }]) => (
            <Choice
              key={one}
              name="kind"
              title={title}
              note={note}
              checked={kind === one}
              onChoose={() => setKind(one as AlertKind)}
            />
          ))}
        </Choices>
        {kind === 'METRIC' && <Threshold value={beyond} onChange={setBeyond} messages={messages} />}
        <Choices legend="Tell" error={messages.channelIds}>
          {channels.items.map(({ id, name: title }) => (
            <Choice
              key={id}
              type="checkbox"
              name="channels"
              title={title}
              checked={channelIds.includes(id)}
              onChoose={() => setChannelIds(toggled(channelIds, id))}
            />
          ))}
          {channels.items.length === 0 && <p className="soft">No channel yet.</p>}
        </Choices>
        <FormActions busy={create.isPending} cancel={list}>
          Create rule
        </FormActions>
      </Form>
    </Page>
  );
}
