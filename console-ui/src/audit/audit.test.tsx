import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';

test('lists events newest first and pages to older ones', async () => {
  const { it, home, organization } = consoleWithProject();
  for (let number = 1; number <= 60; number++) it.platform.addProject(organization.id, `p${number}`);
  it.open(`${home}/audit`);
  await screen.findAllByText('project.create');
  expect(screen.queryByText('organization.create')).toBeNull();

  await it.press('Show older');

  expect(await screen.findByText('organization.create')).toBeVisible();
});

test('finds events by their words and what was done, and shows all again', async () => {
  const { it, home, organization } = consoleWithProject();
  it.platform.addProject(organization.id, 'staging');
  it.open(`${home}/audit`);
  await it.type('Words', 'staging');
  await it.type('What', 'project.*');
  await it.press('Search');

  await screen.findAllByText('project.create');
  await waitFor(() => expect(screen.getAllByText('project.create')).toHaveLength(1));
  expect(it.platform.calls.at(-1)?.url.search).toBe(
    `?organizationId=${organization.id}&q=staging&action=project.*`,
  );

  await it.user.selectOptions(screen.getByLabelText('Result'), 'Refused');
  await it.press('Search');
  expect(await screen.findByText('No such event')).toBeVisible();

  await it.press('Show all');
  expect(await screen.findByText('organization.create')).toBeVisible();
  expect(screen.getByLabelText('Words')).toHaveValue('');
});

test('proves the log, and says where it is broken', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/audit`);
  await it.press('Prove the log');
  expect(await screen.findByText(/^The log is whole up to event 2/)).toBeVisible();

  it.platform.broken = { sequence: 2, reason: 'CHANGED' };
  await it.press('Prove the log');
  expect(await screen.findByText(/^The log is not as it was written: event 2 is changed/)).toBeVisible();
});

test('proves a long log in parts that begin where the one before ended', async () => {
  const { it, home, organization } = consoleWithProject();
  for (let number = 1; number <= 8; number++) it.platform.addProject(organization.id, `p${number}`);
  it.platform.provenAtOnce = 4;
  it.open(`${home}/audit`);
  await it.press('Prove the log');

  expect(await screen.findByText(/^The log is whole up to event 10/)).toBeVisible();
  const asked = it.platform.calls.filter(({ url }) => url.pathname.endsWith(':verify'));
  expect(asked.map(({ url }) => url.searchParams.get('afterSequence'))).toEqual([null, '4', '8']);
  expect(asked.map(({ url }) => url.searchParams.get('afterHash'))).toEqual([null, 'f00d4', 'f00d8']);

  it.platform.broken = { sequence: 6, reason: 'CHANGED' };
  await it.press('Prove the log');
  expect(await screen.findByText(/^The log is not as it was written: event 6 is changed/)).toBeVisible();
});

test('opens an event to what it changed', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/audit`);
  await it.user.click(await screen.findByText('project.create'));

  const entry = within(screen.getByText('project.create').closest('li')!);
  expect(entry.getByLabelText('After')).toHaveTextContent('"name": "search"');
});
