import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fieldMessages } from '../api/problem';
import type { SamlAttributes, SsoProtocol } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Choice, Choices } from '../ui/Choice';
import { TextField } from '../ui/Field';
import { Form, FormActions } from '../ui/Form';
import { Page } from '../ui/Page';
import { ATTRIBUTE_FIELDS, AttributeNames, named } from './AttributeNames';
import { MetadataChoice, metadataFrom, type MetadataSource } from './MetadataChoice';
import { useCreateConnection } from './queries';

const FIELDS = {
  name: { label: 'Name', hint: 'How you call the provider, such as Entra ID.' },
  domain: { label: 'Mail domain', hint: 'Whose people come by it, such as example.com.' },
  'oidc.issuer': { label: 'Issuer', hint: 'The address below which /.well-known/openid-configuration lies.' },
  'oidc.clientId': { label: 'Client id', hint: 'Of the client that you registered at the provider.' },
  'oidc.clientSecret': { label: 'Client secret', hint: 'It goes to Keycloak, and is never shown again.' },
};
type Name = keyof typeof FIELDS;

const BY_METADATA: SamlAttributes = { email: '', firstName: '', lastName: '' };

const BY_PROTOCOL: Record<SsoProtocol, { name: string; note: string; fields: Name[] }> = {
  SAML: { name: 'SAML 2.0', note: 'By the metadata of the provider.', fields: [] },
  OIDC: {
    name: 'OpenID Connect',
    note: 'By a confidential client at the provider.',
    fields: ['oidc.issuer', 'oidc.clientId', 'oidc.clientSecret'],
  },
};

export function NewSsoPage() {
  const project = useCurrentProject();
  const navigate = useNavigate();
  const create = useCreateConnection(project.organizationId);
  const [protocol, setProtocol] = useState<SsoProtocol>('SAML');
  const [metadata, setMetadata] = useState<MetadataSource>({ by: 'address', url: '' });
  const [names, setNames] = useState(BY_METADATA);
  const [text, setText] = useState<Partial<Record<Name, string>>>({});
  const messages = fieldMessages(create.error);
  const list = `/projects/${project.id}/sso`;

  async function submit() {
    const common = { name: text.name ?? '', domain: text.domain ?? '', protocol };
    const made = await create.mutateAsync(
      protocol === 'SAML'
        ? { ...common, saml: { ...(await metadataFrom(metadata)), ...named(names) } }
        : { ...common, oidc: clientFrom(text) },
    );
    void navigate(`${list}/${made.body.id}`);
  }

  const field = (name: Name) => (
    <TextField
      key={name}
      {...FIELDS[name]}
      type={name === 'oidc.clientSecret' ? 'password' : 'text'}
      value={text[name] ?? ''}
      onChange={(event) => setText({ ...text, [name]: event.target.value })}
      error={messages[name]}
      spellCheck={false}
    />
  );

  return (
    <Page title="Connect an identity provider">
      <Form
        className="card"
        error={create.error}
        fields={[...Object.keys(FIELDS), 'saml.metadataUrl', 'saml.metadata', ...ATTRIBUTE_FIELDS]}
        onSubmit={submit}
      >
        {field('name')}
        {field('domain')}
        <Choices legend="Protocol" error={messages.protocol}>
          {Object.entries(BY_PROTOCOL).map(([one, { name, note }]) => (
            <Choice
              key={one}
              name="protocol"
              title={name}
              note={note}
              checked={protocol === one}
              onChoose={() => setProtocol(one as SsoProtocol)}
            />
          ))}
        </Choices>
        {BY_PROTOCOL[protocol].fields.map(field)}
        {protocol === 'SAML' && (
          <>
            <MetadataChoice source={metadata} onChange={setMetadata} error={create.error} />
            <AttributeNames
              names={names}
              hint="Where one is left empty the metadata tells, and otherwise email, firstName and lastName are read."
              onChange={setNames}
              error={create.error}
            />
          </>
        )}
        <FormActions busy={create.isPending} cancel={list}>
          Connect
        </FormActions>
      </Form>
    </Page>
  );
}

function clientFrom(text: Partial<Record<Name, string>>) {
  return {
    issuer: text['oidc.issuer'] ?? '',
    clientId: text['oidc.clientId'] ?? '',
    clientSecret: text['oidc.clientSecret'] ?? '',
  };
}
