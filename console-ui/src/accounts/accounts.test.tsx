import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';

function withAccount() {
  const all = consoleWithProject();
  const account = all.it.platform.accounts.make(all.organization.id, {
    name: 'pipeline',
    role: 'MEMBER',
    projects: [
      { projectId: all.project.id, role: 'PROJECT_ADMIN' },
      { projectId: 'prj_other', role: 'DATA_VIEWER' },
    ],
  });
  return { ...all, account, address: `${all.home}/service-accounts` };
}

test('creates a service account with a role in the project, and shows its secret once', async () => {
  const { it, home, project } = consoleWithProject();
  it.open(`${home}/clusters`);
  await it.follow('Service accounts');
  await it.follow('Create service account');
  await it.type('Name', 'pipeline');
  await it.user.click(screen.getByLabelText(/^Project admin/));
  await it.user.selectOptions(screen.getByLabelText('Role in the organisation'), 'Billing admin');
  await it.press('Create service account');

  expect(await screen.findByLabelText('secret')).toHaveTextContent('secret-1');
  const { id } = it.platform.accounts.all[0]!;
  expect(screen.getByLabelText('token request')).toHaveTextContent(`client_id=${id}`);
  expect(it.changes().at(-1)?.body).toEqual({
    name: 'pipeline',
    role: 'BILLING_ADMIN',
    projects: [{ projectId: project.id, role: 'PROJECT_ADMIN' }],
  });

  await it.follow('I have copied it');
  const row = within(await screen.findByRole('row', { name: /pipeline/ }));
  expect(row.getByText(id)).toBeVisible();
  expect(row.getByText('Active')).toBeVisible();
  expect(screen.queryByText('secret-1')).toBeNull();
});

test('refuses a service account without a name beside the field', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/service-accounts/new`);
  await it.user.click(await screen.findByLabelText(/^None/));
  await it.press('Create service account');

  expect(await screen.findByText('must not be empty')).toBeVisible();
  expect(screen.getByLabelText('Name')).toHaveFocus();
  expect(it.changes().at(-1)?.body).toMatchObject({ projects: [] });
});

test('shows what an account may here and that it may something elsewhere', async () => {
  const { it, address } = withAccount();
  it.open(address);

  const row = await screen.findByRole('row', { name: /pipeline/ });
  expect(row).toHaveTextContent('Member, Project admin here, roles in 1 other project');
});

test('makes a new secret after asking, and shows it once', async () => {
  const { it, address, account } = withAccount();
  it.open(address);
  await it.press('Make a new secret for pipeline');
  expect(it.changes()).toEqual([]);
  await it.press('Make new secret');

  expect(await screen.findByLabelText('secret')).toHaveTextContent('secret-2');
  expect(account.secret).toBe('secret-1');
  await it.press('I have copied it');
  expect(await screen.findByRole('row', { name: /pipeline/ })).toBeVisible();
  expect(screen.queryByText('secret-2')).toBeNull();
});

test('disables after asking, and enables again', async () => {
  const { it, address, account } = withAccount();
  it.open(address);
  await it.press('Disable pipeline');
  expect(screen.getByText(/are refused with their next call/)).toBeVisible();
  expect(it.changes()).toEqual([]);
  await it.press('Disable service account');

  expect(await screen.findByText('Disabled pipeline')).toBeVisible();
  expect(await screen.findByText('Disabled')).toBeVisible();
  expect(it.changes().at(-1)).toMatchObject({ method: 'PATCH', body: { disabled: true } });
  expect(it.changes().at(-1)?.url.pathname).toContain(account.id);
  expect(it.changes().at(-1)?.headers.get('If-Match')).toBe('"1"');

  await it.press('Enable pipeline');
  await it.press('Enable service account');
  expect(await screen.findByText('Active')).toBeVisible();
  expect(it.changes().at(-1)?.body).toEqual({ disabled: false });
});

test('deletes after asking', async () => {
  const { it, address } = withAccount();
  it.open(address);
  await it.press('Delete pipeline');
  expect(it.platform.accounts.all).toHaveLength(1);
  await it.press('Delete service account');

  expect(await screen.findByText('No service account yet')).toBeVisible();
  expect(it.platform.accounts.all).toEqual([]);
});
