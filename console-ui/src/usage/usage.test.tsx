import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';
import { byCluster, startOf } from './period';

test('shows what each cluster used', async () => {
  const { it, home, newCluster } = consoleWithProject();
  newCluster('papers');
  await it.wait(3_600_000);
  it.open(`${home}/usage`);

  expect(await screen.findByRole('row', { name: /^papers 100 % 3,6\d\d 1\.0\d/ })).toBeVisible();
});

test('shows what the plan and the project allow', async () => {
  const { it, home, newCluster } = consoleWithProject();
  newCluster('papers');
  it.open(`${home}/usage`);

  const plan = within(await screen.findByRole('region', { name: 'Limits of the organization' }));
  expect(plan.getByRole('row', { name: 'Clusters 1 20' })).toBeVisible();
  expect(plan.getByRole('row', { name: 'API keys 0 200' })).toBeVisible();
  const project = within(await screen.findByRole('region', { name: 'Limits of search' }));
  expect(project.getByRole('row', { name: 'Clusters 1 none' })).toBeVisible();
});

test('says so when nothing was used', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/usage`);

  expect(await screen.findByText('Nothing used in this period')).toBeVisible();
});

test('adds up the intervals of a cluster, the largest first', () => {
  const item = (clusterId: string, unitSeconds: number) => ({
    clusterId,
    unitSeconds,
    projectId: '',
    from: '',
    to: '',
  });

  expect(byCluster({ items: [item('a', 5), item('b', 7), item('a', 4)], unitSeconds: 16 })).toEqual([
    { clusterId: 'a', unitSeconds: 9 },
    { clusterId: 'b', unitSeconds: 7 },
  ]);
});

test('starts a month where UTC does', () => {
  expect(startOf('month', new Date('2026-03-01T00:30:00Z')).toISOString()).toBe('2026-03-01T00:00:00.000Z');
});
