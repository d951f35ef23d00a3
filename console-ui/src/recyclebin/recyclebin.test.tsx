import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';

test('shows what was deleted and until when, and brings a cluster back', async () => {
  const { it, home, newCluster } = consoleWithProject();
  const { id } = newCluster('papers');
  const erased = newCluster('scratch', { deletionPolicy: 'DELETE' });
  it.platform.clusters.delete(id);
  it.platform.clusters.delete(erased.id);
  it.open(`${home}/clusters`);
  await it.wait(12_000);
  await it.follow('Recently deleted');

  const row = within(await screen.findByRole('row', { name: /papers/ }));
  expect(await row.findByText('Cluster of search')).toBeVisible();
  expect(row.getByText(/Apr 4, 2026/)).toBeVisible();
  expect(screen.queryByText('scratch')).toBeNull();

  await it.press('Restore papers');
  const dialog = within(screen.getByRole('dialog', { name: 'Restore papers?' }));
  expect(await dialog.findByText('EUR 0.10 an hour')).toBeVisible();
  expect(it.changes()).toEqual([]);
  await it.press('Restore cluster');

  expect(await screen.findByRole('heading', { name: 'papers' })).toBeVisible();
  await it.wait(6_000);
  expect(await screen.findByText('Running')).toBeVisible();
  expect(it.platform.clusters.get(id).units).toBe(1);
});

test('offers the way back on the page of a cluster that was just deleted', async () => {
  const { it, home, newCluster } = consoleWithProject();
  const { id } = newCluster('papers');
  it.open(`${home}/clusters/${id}`);
  await it.press('Delete cluster');
  await it.type(/to confirm/, 'papers');
  await it.user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Delete cluster' }));
  await it.wait(6_000);
  expect(await screen.findByText('This cluster is gone')).toBeVisible();

  await it.press('Restore');
  await it.press('Restore cluster');

  expect(await screen.findByRole('heading', { name: 'papers' })).toBeVisible();
  expect(await screen.findByText('Creating')).toBeVisible();
});

test('offers none for one whose data was removed', async () => {
  const { it, home, newCluster } = consoleWithProject();
  const { id } = newCluster('papers', { deletionPolicy: 'DELETE' });
  it.open(`${home}/clusters/${id}`);
  await screen.findByRole('heading', { name: 'papers' });
  it.platform.clusters.delete(id);
  await it.wait(16_000);

  expect(await screen.findByText('This cluster is gone')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Restore' })).toBeNull();
});

test('says why a cluster cannot come back', async () => {
  const { it, home, newCluster } = consoleWithProject();
  it.platform.clusters.delete(newCluster('papers').id);
  await it.wait(6_000);
  it.platform.clusters.all();
  newCluster('papers');
  it.open(`${home}/deleted`);
  await it.press('Restore papers');
  await it.press('Restore cluster');

  expect(await screen.findByRole('alert')).toHaveTextContent('NAME_TAKEN');
});

test('brings a project back, and its clusters only after it', async () => {
  const { it, organization } = consoleWithProject();
  const old = it.platform.addProject(organization.id, 'search-2024');
  const cluster = it.platform.clusters.create({ projectId: old.id, name: 'papers' }, organization.id);
  it.platform.clusters.delete(cluster.id);
  await it.wait(6_000);
  it.platform.deleteProject(old.id);
  it.open('/projects');
  await it.follow('Recently deleted in Northwind');

  const row = within(await screen.findByRole('row', { name: /papers/ }));
  expect(row.getByText('Cluster of search-2024, which is deleted')).toBeVisible();
  expect(row.getByText('Restore its project first')).toBeVisible();
  await it.press('Restore search-2024');
  await it.press('Restore project');

  expect(await screen.findByText('Restored search-2024')).toBeVisible();
  expect(await screen.findByRole('button', { name: 'Restore papers' })).toBeVisible();
  expect(it.platform.projects).toContainEqual(old);
});

test('says what would be here where there is nothing', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/deleted`);

  expect(await screen.findByText('Nothing here')).toBeVisible();
  expect(screen.getByText(/stay here for 30 days/)).toBeVisible();
});
