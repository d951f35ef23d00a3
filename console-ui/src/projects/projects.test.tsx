import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Console, consoleWithProject } from '../../test/console';

test('leads a newcomer from nothing to the first project', async () => {
  const it = new Console().open('/');
  await it.type('Organisation', 'Northwind');
  await it.type('Project', 'search');
  await it.press('Create and continue');

  expect(await screen.findByText('No cluster yet')).toBeVisible();
  expect(it.platform.projects).toMatchObject([
    { name: 'search', organizationId: it.platform.organizations[0]?.id },
  ]);
});

test('keeps the organisation when only the project was refused', async () => {
  const it = new Console().open('/');
  await it.type('Organisation', 'Northwind');
  await it.press('Create and continue');
  expect(await screen.findByText('must not be empty')).toBeVisible();

  await it.type('Project', 'search');
  await it.press('Create and continue');

  expect(await screen.findByText('No cluster yet')).toBeVisible();
  expect(it.platform.organizations).toHaveLength(1);
});

test('opens the project last worked in', async () => {
  const { it, organization } = consoleWithProject();
  const second = it.platform.addProject(organization.id, 'staging');
  localStorage.setItem('aerie.last-project', second.id);
  it.open('/');

  expect(await screen.findByText('In project staging')).toBeVisible();
});

test('creates a further project in its organisation', async () => {
  const { it } = consoleWithProject();
  it.open('/projects');
  const organization = within(await screen.findByRole('region', { name: 'Northwind' }));
  await it.user.type(organization.getByRole('textbox'), 'staging');
  await it.user.click(organization.getByRole('button', { name: 'Create project' }));

  expect(await organization.findByRole('link', { name: 'staging' })).toBeVisible();
});

test('shows nothing of a project that is not there', async () => {
  const { it } = consoleWithProject();
  it.open('/projects/prj_of_somebody_else/clusters');

  expect(await screen.findByRole('heading', { name: 'Nothing here' })).toBeVisible();
});
