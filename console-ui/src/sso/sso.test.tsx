import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { NewSsoConnection } from '../api/records';
import { consoleWithProject } from '../../test/console';

const SAML: NewSsoConnection = {
  name: 'Entra ID',
  domain: 'example.com',
  protocol: 'SAML',
  saml: { metadataUrl: 'https://login.example.com/metadata' },
};

function withConnection(wanted = SAML) {
  const all = consoleWithProject();
  const connection = all.it.platform.sso.connect(all.organization.id, wanted);
  return { ...all, connection, address: `${all.home}/sso/${connection.id}` };
}

test('connects a SAML provider and says what it has to know', async () => {
  const { it, home, organization } = consoleWithProject();
  it.open(`${home}/clusters`);
  await it.follow('Single sign-on');
  await it.follow('Connect a provider');
  await it.type('Name', 'Entra ID');
  await it.type('Mail domain', 'example.com');
  await it.type('Metadata address', 'https://login.example.com/metadata');
  await it.press('Connect');

  await screen.findByRole('heading', { name: 'Entra ID' });
  const { id, domainRecord } = it.platform.sso.connections[0]!;
  expect(screen.getByRole('link', { name: 'the metadata of this service' })).toHaveAttribute(
    'href',
    `/v1/organizations/${organization.id}/sso-connections/${id}/service-provider-metadata`,
  );
  expect(screen.getByText(domainRecord.name)).toBeVisible();
  expect(screen.getByText(domainRecord.value)).toBeVisible();
  expect(it.changes().at(-1)?.body).toEqual(SAML);
});

const METADATA = '<EntityDescriptor entityID="https://idp.example.com/saml"/>';

const fileOf = (text: string) => new File([text], 'metadata.xml', { type: 'text/xml' });

test('connects a SAML provider by a file of its metadata, and takes a newer one', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/sso/new`);
  await it.type('Name', 'Entra ID');
  await it.type('Mail domain', 'example.com');
  await it.user.click(screen.getByLabelText(/^As a file/));
  expect(screen.queryByLabelText('Metadata address')).toBeNull();
  await it.user.upload(screen.getByLabelText('Metadata file'), fileOf(METADATA));
  await it.press('Connect');

  await screen.findByRole('heading', { name: 'Its metadata' });
  expect(it.changes().at(-1)?.body).toEqual({ ...SAML, saml: { metadata: METADATA } });

  const newer = METADATA.replace('/saml', '/saml2');
  await it.user.upload(screen.getByLabelText('Metadata file'), fileOf(newer));
  await it.press('Upload metadata');
  expect(await screen.findByText('The new metadata holds')).toBeVisible();
  expect(it.changes().at(-1)).toMatchObject({ method: 'PATCH', body: { saml: { metadata: newer } } });
  expect(it.changes().at(-1)?.headers.get('If-Match')).toBe('"1"');
});

test('reads people by the names of attributes that were said, and by those said later', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/sso/new`);
  await it.type('Name', 'Entra ID');
  await it.type('Mail domain', 'example.com');
  await it.type('Metadata address', 'https://login.example.com/metadata');
  await it.type('Mail address', 'urn:oid:0.9.2342.19200300.100.1.3');
  await it.press('Connect');

  await screen.findByRole('heading', { name: 'What is read of people' });
  expect(it.changes().at(-1)?.body).toEqual({
    ...SAML,
    saml: { ...SAML.saml, attributes: { email: 'urn:oid:0.9.2342.19200300.100.1.3' } },
  });
  expect(screen.getByLabelText('Mail address')).toHaveValue('urn:oid:0.9.2342.19200300.100.1.3');
  expect(screen.getByLabelText('First name')).toHaveValue('firstName');

  await it.type('Last name', 'sn');
  await it.press('Save names');
  expect(await screen.findByText('The attributes are read from the next sign-in on')).toBeVisible();
  const attributes = { email: 'urn:oid:0.9.2342.19200300.100.1.3', firstName: 'firstName', lastName: 'sn' };
  expect(it.changes().at(-1)).toMatchObject({ method: 'PATCH', body: { saml: { attributes } } });
  expect(it.changes().at(-1)?.headers.get('If-Match')).toBe('"1"');
});

test('refuses a name that no attribute can have, beside the field, and keeps the names that hold', async () => {
  const { it, home, address, connection } = withConnection();
  it.open(`${home}/sso/new`);
  await it.type('Name', 'Entra ID');
  await it.type('Mail domain', 'example.org');
  await it.type('Metadata address', 'https://login.example.com/metadata');
  await it.type('First name', 'given name');
  await it.press('Connect');
  expect(await screen.findByText(/must be the name of an attribute/)).toBeVisible();
  expect(screen.getByLabelText('First name')).toHaveFocus();
  expect(it.platform.sso.connections).toHaveLength(1);

  it.open(address);
  await it.type('Mail address', '');
  await it.press('Save names');
  expect(await screen.findByText(/must be the name of an attribute/)).toBeVisible();
  expect(connection.saml?.attributes.email).toBe('email');
});

test('refuses a file that is no metadata, and none at all, beside the field', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/sso/new`);
  await it.type('Name', 'Entra ID');
  await it.type('Mail domain', 'example.com');
  await it.user.click(screen.getByLabelText(/^As a file/));
  await it.press('Connect');
  expect(await screen.findByText('is not SAML metadata')).toBeVisible();
  expect(screen.getByLabelText('Metadata file')).toHaveFocus();

  await it.user.upload(screen.getByLabelText('Metadata file'), fileOf('<html/>'));
  await it.press('Connect');
  await waitFor(() => expect(it.changes().at(-1)?.body.saml).toEqual({ metadata: '<html/>' }));
  expect(it.platform.sso.connections).toEqual([]);
});

test('asks for no file where the metadata is read from its address', async () => {
  const { it, address } = withConnection();
  it.open(address);
  await screen.findByRole('heading', { name: 'Domain' });

  expect(screen.queryByRole('heading', { name: 'Its metadata' })).toBeNull();
});

test('asks an OpenID Connect provider for no names of attributes', async () => {
  const { it, address } = withConnection({
    name: 'Okta',
    domain: 'example.com',
    protocol: 'OIDC',
    oidc: { issuer: 'https://login.example.com', clientId: 'aerie', clientSecret: 'hush' },
  });
  it.open(address);
  await screen.findByRole('heading', { name: 'Domain' });

  expect(screen.queryByRole('heading', { name: 'What is read of people' })).toBeNull();
});

test('connects an OpenID Connect provider by its client, without showing the secret', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/sso/new`);
  await it.type('Name', 'Okta');
  await it.type('Mail domain', 'example.com');
  await it.user.click(screen.getByLabelText(/^OpenID Connect/));
  await it.type('Issuer', 'https://login.example.com');
  await it.type('Client id', 'aerie');
  await it.type('Client secret', 'hush');
  expect(screen.getByLabelText('Client secret')).toHaveAttribute('type', 'password');
  await it.press('Connect');

  expect(
    await screen.findByText('https://id.example.com/realms/aerie/broker/', { exact: false }),
  ).toBeVisible();
  expect(it.changes().at(-1)?.body).toEqual({
    name: 'Okta',
    domain: 'example.com',
    protocol: 'OIDC',
    oidc: { issuer: 'https://login.example.com', clientId: 'aerie', clientSecret: 'hush' },
  });
});

test('refuses a wrong domain beside its field', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/sso/new`);
  await it.type('Name', 'Okta');
  await it.type('Mail domain', 'nothing');
  await it.press('Connect');

  expect(await screen.findByText('must be a domain, as in example.com')).toBeVisible();
  expect(screen.getByLabelText('Mail domain')).toHaveFocus();
});

test('verifies the domain when its record is there, and says so when it is not', async () => {
  const { it, address, connection } = withConnection();
  it.open(address);
  await it.press('Verify domain');
  expect(await screen.findByText(/There is no TXT record _aerie.example.com yet/)).toBeVisible();

  it.platform.sso.records.push(connection.domainRecord.name);
  await it.press('Verify domain');

  expect(await screen.findByText('Ready')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Verify domain' })).toBeNull();
});

test('tests a connection and lists what is wrong', async () => {
  const { it, address } = withConnection();
  it.open(address);
  await it.press('Test connection');

  const findings = within(await screen.findByRole('list', { name: 'Findings' }));
  expect(findings.getByText('Wrong')).toBeVisible();
  expect(findings.getByText('The domain example.com is not verified.')).toBeVisible();
});

test('enforces with a break-glass owner, and stops again', async () => {
  const { it, address, connection } = withConnection();
  connection.domainVerifiedAt = '2026-03-01T12:00:00Z';
  it.platform.members.add('u2', 'dana@example.com', 'ORGANIZATION_OWNER');
  it.platform.members.add('u3', 'kim@example.com', 'MEMBER');
  it.open(address);
  const choice = await screen.findByLabelText('Break-glass owner');
  expect(within(choice).queryByText('kim@example.com')).toBeNull();
  expect(choice).toHaveValue('');
  expect(screen.getByRole('button', { name: 'Enforce single sign-on' })).toBeDisabled();
  await it.user.selectOptions(choice, 'dana@example.com');
  await it.press('Enforce single sign-on');
  expect(await screen.findByText(/Only dana@example.com may still sign in with a password/)).toBeVisible();
  expect(connection.enforced).toBe(false);
  await it.press('Cancel');
  expect(connection.enforced).toBe(false);
  await it.press('Enforce single sign-on');
  await it.press('Enforce now');

  expect(await screen.findByText('Enforced')).toBeVisible();
  expect(connection).toMatchObject({ enforced: true, breakGlassUserId: 'u2' });
  await it.press('Stop enforcing');
  expect(connection.enforced).toBe(true);
  await it.press('Stop now');
  expect(await screen.findByText('Ready')).toBeVisible();
  expect(connection.enforced).toBe(false);
});

test('does not enforce before the domain is verified', async () => {
  const { it, address, connection } = withConnection();
  it.open(address);
  await it.user.selectOptions(await screen.findByLabelText('Break-glass owner'), 'admin@aerie.local');
  await it.press('Enforce single sign-on');
  await it.press('Enforce now');

  expect(await screen.findByText('Verify the domain first.')).toBeVisible();
  expect(connection.enforced).toBe(false);
});
