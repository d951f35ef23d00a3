import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';

async function withKeysOpen() {
  const all = consoleWithProject();
  const { it, home, organization, project } = all;
  it.open(`${home}/keys`);
  await screen.findByText('No API key yet');
  const addKey = () =>
    it.platform.addKey({ organizationId: organization.id, projectId: project.id, name: 'laptop' });
  return { ...all, addKey };
}

test('shows what somebody else has changed when it is told', async () => {
  const { it, organization, addKey } = await withKeysOpen();
  expect(it.streams.map(({ url }) => url)).toEqual([`/v1/events?organizationId=${organization.id}`]);
  it.tell('RETURNED');
  addKey();
  it.tell('API_KEY');

  expect(await screen.findByRole('row', { name: /laptop/ })).toBeVisible();
});

test('reads all anew when something may have been missed', async () => {
  const { it, addKey } = await withKeysOpen();
  it.tell('RETURNED');
  addKey();
  it.tell('RETURNED');
  expect(await screen.findByRole('row', { name: /laptop/ })).toBeVisible();
});

test('misses nothing that changed between its first read and the beginning of the stream', async () => {
  const { it, addKey } = await withKeysOpen();
  addKey();
  it.tell('RETURNED');
  expect(await screen.findByRole('row', { name: /laptop/ })).toBeVisible();
});

test('begins a read anew that is under way when a change is told', async () => {
  const { it, home, organization, project } = consoleWithProject();
  it.unanswered.add('/v1/api-keys');
  it.open(`${home}/keys`);
  await waitFor(() => expect(it.unanswered).toEqual(new Set()));
  it.platform.addKey({ organizationId: organization.id, projectId: project.id, name: 'laptop' });
  it.tell('API_KEY');
  expect(await screen.findByRole('row', { name: /laptop/ })).toBeVisible();
});

test('ends its stream with the page', async () => {
  const { it } = await withKeysOpen();
  it.open('/projects');
  await screen.findByRole('heading', { name: 'Projects' });

  expect(it.streams.every(({ closed }) => closed)).toBe(true);
});
