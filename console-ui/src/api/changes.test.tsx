import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';

async function withKeysOpen() {
  const all = consoleWithProject();
  const { it, home, organization, project } = all;
  it.open(`${home}/keys`);
  await screen.findByText('No API key yet');
  const addKey = () =>
    it.platform.addKey({ organizationId: organization.id, projectId: project.id, name: 'laptop' });
  const reads = () => it.platform.calls.filter(({ url }) => url.pathname === '/v1/api-keys').length;
  return { ...all, addKey, reads };
}

test('shows what somebody else has changed when it is told', async () => {
  const { it, organization, addKey } = await withKeysOpen();
  expect(it.streams.map(({ url }) => url)).toEqual([`/v1/events?organizationId=${organization.id}`]);
  it.tell('RETURNED');
  addKey();
  it.tell('API_KEY');

  expect(await screen.findByRole('row', { name: /laptop/ })).toBeVisible();
});

test('reads all anew when something may have been missed, and nothing on arriving', async () => {
  const { it, addKey, reads } = await withKeysOpen();
  const before = reads();
  it.tell('RETURNED', 'CLUSTER');
  expect(reads()).toBe(before);

  addKey();
  it.tell('RETURNED');
  expect(await screen.findByRole('row', { name: /laptop/ })).toBeVisible();
});

test('ends its stream with the page', async () => {
  const { it } = await withKeysOpen();
  it.open('/projects');
  await screen.findByRole('heading', { name: 'Projects' });

  expect(it.streams.every(({ closed }) => closed)).toBe(true);
});
