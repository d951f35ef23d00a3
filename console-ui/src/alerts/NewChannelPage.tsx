import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fieldMessages } from '../api/problem';
import type { NewChannel } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Choice, Choices } from '../ui/Choice';
import { TextField } from '../ui/Field';
import { Form, FormActions } from '../ui/Form';
import { Page } from '../ui/Page';
import { useCreateChannel } from './queries';

const FIELDS = {
  'email.addresses': { label: 'Addresses', hint: 'Separated by commas.' },
  'webhook.url': { label: 'Address', hint: 'An https address that takes JSON.' },
  'webhook.secret': { label: 'Secret', hint: 'Each notice is signed with it. It is never shown again.' },
  'slack.url': { label: 'Address', hint: 'An incoming webhook of Slack, or one that takes the same.' },
};
type Name = keyof typeof FIELDS;

const KINDS = {
  email: { name: 'E-mail', fields: ['email.addresses'] },
  webhook: { name: 'Webhook', fields: ['webhook.url', 'webhook.secret'] },
  slack: { name: 'Slack', fields: ['slack.url'] },
} satisfies Record<string, { name: string; fields: Name[] }>;
type Kind = keyof typeof KINDS;

export function NewChannelPage() {
  const project = useCurrentProject();
  const navigate = useNavigate();
  const create = useCreateChannel(project.organizationId);
  const [name, setName] = useState('');
  const [kind, setKind] = useState<Kind>('email');
  const [text, setText] = useState<Partial<Record<Name, string>>>({});
  const messages = fieldMessages(create.error);
  const list = `/projects/${project.id}/alerts`;

  async function submit() {
    await create.mutateAsync({ name, ...destination(kind, (field) => text[field] ?? '') });
    void navigate(list);
  }

  return (
    <Page title="Add channel">
      <Form className="card" error={create.error} fields={['name', ...Object.keys(FIELDS)]} onSubmit={submit}>
        <TextField
          label="Name"
          hint="Who is told, such as on call."
          value={name}
          onChange={(event) => setName(event.target.value)}
          error={messages.name}
        />
        <Choices legend="By">
          {Object.entries(KINDS).map(([one, { name: title }]) => (
            <Choice
              key={one}
              name="kind"
              title={title}
              checked={kind === one}
              onChoose={() => setKind(one as Kind)}
            />
          ))}
        </Choices>
        {(KINDS[kind].fields as Name[]).map((field) => (
          <TextField
            key={field}
            {...FIELDS[field]}
            type={field === 'webhook.secret' ? 'password' : 'text'}
            value={text[field] ?? ''}
            onChange={(event) => setText({ ...text, [field]: event.target.value })}
            error={messages[field]}
            spellCheck={false}
          />
        ))}
        <FormActions busy={create.isPending} cancel={list}>
          Add channel
        </FormActions>
      </Form>
    </Page>
  );
}

function destination(kind: Kind, text: (field: Name) => string): Omit<NewChannel, 'name'> {
  switch (kind) {
    case 'email':
      return {
        email: {
          addresses: text('email.addresses')
            .split(/[\s,]+/)
            .filter(Boolean),
        },
      };
    case 'webhook':
      return { webhook: { url: text('webhook.url'), secret: text('webhook.secret') } };
    case 'slack':
      return { slack: { url: text('slack.url') } };
  }
}
