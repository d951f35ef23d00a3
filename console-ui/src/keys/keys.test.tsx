import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { secretOf } from '../../dev/platform';
import { consoleWithProject } from '../../test/console';

const SECRET = secretOf(1);

test('shows the secret of a new key once', async () => {
  const { it, home, project } = consoleWithProject();
  it.open(`${home}/keys/new`);
  await it.type('Name', 'backend');
  await it.user.click(await screen.findByLabelText(/^Data viewer/));
  await it.user.selectOptions(screen.getByLabelText('Ends'), 'After 30 days');
  await it.press('Create API key');

  expect(await screen.findByLabelText('API key')).toHaveTextContent(SECRET);
  await it.press('Copy API key');
  expect(await navigator.clipboard.readText()).toBe(SECRET);

  await it.follow('I have copied it');
  const row = within(await screen.findByRole('row', { name: /backend/ }));
  expect(row.getByText('Active')).toBeVisible();
  expect(row.getByText('in 30 days')).toBeVisible();
  expect(screen.queryByText(SECRET)).toBeNull();
  expect(it.platform.keys).toMatchObject([{ projectId: project.id, role: 'DATA_VIEWER', clusterIds: [] }]);
});

test('limits a key to the clusters chosen', async () => {
  const { it, home, newCluster } = consoleWithProject();
  newCluster('papers');
  const { id } = newCluster('patents');
  it.open(`${home}/keys/new`);
  await it.type('Name', 'backend');
  await it.user.click(await screen.findByLabelText('patents'));
  await it.press('Create API key');
  await screen.findByLabelText('API key');

  expect(it.platform.keys).toMatchObject([{ clusterIds: [id] }]);
});

test('refuses a key without a name beside the field', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/keys/new`);
  await it.press('Create API key');

  expect(await screen.findByText('must not be empty')).toBeVisible();
  expect(screen.getByLabelText('Name')).toHaveFocus();
});

test('revokes after asking, and keeps the key in the list', async () => {
  const { it, home, project, organization } = consoleWithProject();
  it.platform.addKey({ organizationId: organization.id, projectId: project.id, name: 'laptop' });
  it.open(`${home}/keys`);
  await it.press('Revoke laptop');
  expect(it.changes()).toEqual([]);
  await it.press('Revoke key');

  const row = within(await screen.findByRole('row', { name: /laptop/ }));
  expect(await row.findByText('Revoked')).toBeVisible();
  expect(row.queryByRole('button')).toBeNull();
});

test('says who made a key', async () => {
  const { it, home, project, organization } = consoleWithProject();
  it.platform.addKey({ organizationId: organization.id, projectId: project.id, name: 'laptop' });
  it.open(`${home}/keys`);

  const row = within(await screen.findByRole('row', { name: /laptop/ }));
  expect(row.getByText('admin@aerie.local')).toBeVisible();
});

test('rotates a key: both hold for as long as is chosen, and the new secret is shown once', async () => {
  const { it, home, project, organization } = consoleWithProject();
  const old = it.platform.addKey({
    organizationId: organization.id,
    projectId: project.id,
    name: 'backend',
    role: 'DATA_OPERATOR',
  });
  old.lastUsedAt = new Date(Date.now() - 3_600_000).toISOString();
  it.open(`${home}/keys`);
  expect(await screen.findByText('1 hour ago')).toBeVisible();
  await it.press('Rotate backend');
  await it.user.selectOptions(screen.getByLabelText('How long the old key still holds'), '7 days');
  expect(it.changes()).toEqual([]);
  await it.press('Rotate key');

  expect(await screen.findByLabelText('API key')).toHaveTextContent(secretOf(2));
  await it.press('I have copied it');
  const rows = await screen.findAllByRole('row', { name: /backend/ });
  expect(rows).toHaveLength(2);
  expect(within(rows[0]!).getByText('Replaced')).toBeVisible();
  expect(within(rows[0]!).getByText('in 7 days')).toBeVisible();
  expect(within(rows[0]!).queryByRole('button', { name: 'Rotate backend' })).toBeNull();
  expect(within(rows[1]!).getByText('never')).toBeVisible();
  expect(screen.queryByText(secretOf(2))).toBeNull();
  expect(it.platform.keys[1]).toMatchObject({ name: 'backend', role: 'DATA_OPERATOR', revokedAt: null });
});

test('says why a key cannot be rotated, and keeps the question open', async () => {
  const { it, home, project, organization } = consoleWithProject();
  const key = it.platform.addKey({ organizationId: organization.id, projectId: project.id, name: 'backend' });
  it.open(`${home}/keys`);
  await it.press('Rotate backend');
  key.rotatedTo = 'key_other';
  await it.press('Rotate key');

  expect(await screen.findByRole('alert')).toHaveTextContent('KEY_ENDED');
  expect(screen.getByRole('dialog', { name: 'Rotate backend?' })).toBeVisible();
});
