import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';

/** A console at the page of a running cluster. */
async function atCluster() {
  const all = consoleWithProject();
  const cluster = all.newCluster('papers');
  all.it.open(`${all.home}/clusters/${cluster.id}`);
  await all.it.wait(6_000);
  return { ...all, cluster };
}

test('restarts after saying that the only pod does not answer meanwhile', async () => {
  const { it } = await atCluster();
  await it.press('Restart');
  const dialog = within(screen.getByRole('dialog', { name: 'Restart papers?' }));
  expect(dialog.getByText(/does not answer until it has/)).toBeVisible();
  expect(await dialog.findByText('As much as now.')).toBeVisible();
  expect(it.changes()).toEqual([]);
  await it.press('Restart cluster');

  expect(await screen.findByText('Changing')).toBeVisible();
  expect(await screen.findByText('Restart', { selector: '.history-kind' })).toBeVisible();
});

test('offers no restart where the region knows none, nor of a suspended cluster', async () => {
  const { it, home, cluster } = await atCluster();
  await screen.findByRole('button', { name: 'Restart' });
  it.platform.clusters.suspend(cluster.id);
  await it.wait(16_000);
  expect(await screen.findByRole('button', { name: 'Resume' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Restart' })).toBeNull();

  it.platform.clusters.resume(cluster.id);
  it.platform.region = { ...it.platform.region, features: [] };
  it.open(`${home}/clusters/${cluster.id}`);
  expect(await screen.findByRole('button', { name: 'Suspend' })).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Restart' })).toBeNull();
});

test('runs another version of those its region offers', async () => {
  const { it, cluster } = await atCluster();
  const select = await screen.findByLabelText('Other versions');
  expect(within(select).getAllByRole('option')).toHaveLength(1);
  await it.press('Change version');
  expect(await screen.findByText('As much as now.')).toBeVisible();
  await it.press('Run 0.2.0');
  expect(await screen.findByText(/and 0.2.0 as soon as its pods have started with it/)).toBeVisible();
  expect(it.changes().at(-1)?.body).toEqual({ version: '0.2.0' });
  expect(within(screen.getByLabelText('Other versions')).getByText('0.1.0')).toBeInTheDocument();
  await it.wait(6_000);

  expect(await screen.findByText('0.2.0', { selector: 'dd' })).toBeVisible();
  expect(it.platform.clusters.get(cluster.id).version).toBe('0.2.0');
});

test('does not speak of versions where there is no other', async () => {
  const { it, home, cluster } = await atCluster();
  const [standard] = it.platform.region.classes;
  it.platform.region = { ...it.platform.region, classes: [{ ...standard!, versions: ['0.1.0'] }] };
  it.open(`${home}/clusters/${cluster.id}`);

  expect(await screen.findByRole('heading', { name: 'Labels' })).toBeVisible();
  expect(screen.queryByLabelText('Other versions')).toBeNull();
});

test('protects from deletion, and lifts that', async () => {
  const { it, cluster } = await atCluster();
  await it.user.click(await screen.findByLabelText(/^Protect it from deletion/));
  expect(await screen.findByText('It is protected from deletion')).toBeVisible();
  expect(it.platform.clusters.get(cluster.id).deletionProtection).toBe(true);
  await it.wait(6_000);
  expect(screen.getByRole('button', { name: 'Delete cluster' })).toBeDisabled();

  await it.user.click(screen.getByLabelText(/^Protect it from deletion/));
  expect(await screen.findByText('It can be deleted now')).toBeVisible();
  await it.wait(6_000);
  expect(screen.getByRole('button', { name: 'Delete cluster' })).toBeEnabled();
  expect(it.platform.clusters.get(cluster.id).deletionProtection).toBe(false);
});

test('says why the protection could not be switched, and shows it as it is', async () => {
  const { it, cluster } = await atCluster();
  it.platform.clusters.resize(cluster.id, { units: 2 });
  await it.user.click(await screen.findByLabelText(/^Protect it from deletion/));

  expect(await screen.findByRole('alert')).toHaveTextContent('PRECONDITION_FAILED');
  expect(screen.getByLabelText(/^Protect it from deletion/)).not.toBeChecked();
});

const label = (number: number) => within(screen.getByRole('group', { name: `Label ${number}` }));

test('adds, changes and removes labels', async () => {
  const { it, cluster } = await atCluster();
  await it.press('Add label');
  await it.user.type(label(1).getByLabelText('Key'), 'team');
  await it.user.type(label(1).getByLabelText('Value'), 'search');
  await it.press('Add label');
  await it.user.type(label(2).getByLabelText('Key'), 'stage');
  await it.press('Save labels');
  expect(await screen.findByText('Saved the labels')).toBeVisible();
  expect(it.platform.clusters.get(cluster.id).labels).toEqual({ team: 'search', stage: '' });
  await it.wait(6_000);

  await it.press('Remove label team');
  await it.press('Save labels');
  await it.wait(6_000);
  expect(it.platform.clusters.get(cluster.id).labels).toEqual({ stage: '' });
  expect(screen.queryByRole('button', { name: 'Save labels' })).toBeNull();
});

test('puts what is wrong with a label beside it, and sends no key twice', async () => {
  const { it, cluster } = await atCluster();
  await it.press('Add label');
  await it.press('Save labels');
  expect(await screen.findByText('must have a key of 1 to 63 characters')).toBeVisible();
  expect(label(1).getByLabelText('Key')).toHaveFocus();

  await it.user.type(label(1).getByLabelText('Key'), 'team');
  await it.press('Add label');
  await it.user.type(label(2).getByLabelText('Key'), 'team');
  expect(label(2).getByLabelText('Key')).toHaveAccessibleDescription('is there twice');
  expect(screen.getByRole('button', { name: 'Save labels' })).toBeDisabled();

  await it.press('Undo');
  expect(screen.queryByRole('group', { name: 'Label 1' })).toBeNull();
  expect(it.platform.clusters.get(cluster.id).labels).toEqual({});
});

test('writes over no labels that others made meanwhile', async () => {
  const { it, cluster } = await atCluster();
  await it.press('Add label');
  await it.user.type(label(1).getByLabelText('Key'), 'mine');
  it.platform.clusters.change(cluster.id, { labels: { theirs: 'x' } });
  await it.wait(12_000);

  expect(await screen.findByText(/The labels have changed meanwhile/)).toBeVisible();
  expect(screen.getByRole('button', { name: 'Save labels' })).toBeDisabled();
  await it.press('Undo');
  expect(label(1).getByLabelText('Key')).toHaveValue('theirs');
});
