import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';

function withCluster() {
  const all = consoleWithProject();
  const cluster = all.newCluster('papers', { tiering: { default: 'cold' } });
  return { ...all, cluster, address: `${all.home}/clusters/${cluster.id}/backups` };
}

test('makes a backup from the page of the cluster, with a trial restore unless told', async () => {
  const { it, home, cluster } = withCluster();
  it.open(`${home}/clusters/${cluster.id}`);
  await it.follow('Backups');
  await screen.findByText('No backup yet');
  await it.press('Make a backup');
  await it.type('Name', 'before-release');
  await it.press('Make backup');

  const row = within(await screen.findByRole('row', { name: /before-release/ }));
  expect(row.getByText('Ready')).toBeVisible();
  expect(row.getByText('passed')).toBeVisible();
  expect(row.getByText('12,000')).toBeVisible();
  expect(row.getByText('3.4 MB')).toBeVisible();
});

test('refuses a wrong name beside the field', async () => {
  const { it, address } = withCluster();
  it.open(address);
  await it.press('Make a backup');
  await it.type('Name', 'Not A Name');
  await it.press('Make backup');

  expect(await screen.findByText('must be small letters, digits and hyphens')).toBeVisible();
  expect(it.platform.backups.made).toEqual([]);
});

test('restores a backup as another cluster of the same size', async () => {
  const { it, address, cluster } = withCluster();
  const backup = it.platform.backups.make(cluster.id, { name: 'nightly' });
  it.open(address);
  await it.press('Restore nightly');
  await it.type('Name of the new cluster', 'papers-again');
  await it.press('Restore as new cluster');

  await screen.findByRole('heading', { name: 'papers-again' });
  expect(it.changes().at(-1)?.body).toMatchObject({
    name: 'papers-again',
    region: cluster.region,
    class: cluster.class,
    units: cluster.units,
    tiering: { default: 'cold' },
    bootstrap: { fromBackup: { backupId: backup.id } },
  });
});

test('restores a collection of a backup into the cluster itself, and shows that it is there', async () => {
  const { it, address, cluster } = withCluster();
  const backup = it.platform.backups.make(cluster.id, { name: 'nightly' });
  it.open(address);
  await it.press('Restore nightly');
  await it.user.click(screen.getByLabelText(/^papers/));
  await it.type('Collection', 'orders');
  await it.type('New name', 'orders_before');
  await it.press('Restore into the cluster');

  const entry = (await screen.findByText('orders as orders_before')).closest('li')!;
  expect(entry).toHaveTextContent(/Restored.*12,000 rows/);
  expect(screen.queryByRole('dialog')).toBeNull();
  const sent = it.changes().at(-1)!;
  expect(sent.url.pathname).toBe(`/v1/clusters/${cluster.id}/backups/${backup.id}:restore`);
  expect(sent.body).toEqual({ collections: [{ name: 'orders', newName: 'orders_before' }] });
});

test('restores all collections when none is named, and says why they did not come back', async () => {
  const { it, address, cluster } = withCluster();
  it.platform.backups.make(cluster.id, { name: 'nightly' });
  it.open(address);
  await it.press('Restore nightly');
  await it.user.click(screen.getByLabelText(/^papers/));
  await it.press('Restore into the cluster');
  await screen.findByText('All collections');
  expect(it.changes().at(-1)?.body).toEqual({ collections: [] });

  Object.assign(it.platform.backups.restores[0]!, {
    state: 'FAILED',
    stateReason: 'A collection has one of the names.',
  });
  it.open(address);
  expect(await screen.findByText('A collection has one of the names.')).toBeVisible();
});

test('refuses a new name for no collection beside the field', async () => {
  const { it, address, cluster } = withCluster();
  it.platform.backups.make(cluster.id, { name: 'nightly' });
  it.open(address);
  await it.press('Restore nightly');
  await it.user.click(screen.getByLabelText(/^papers/));
  await it.type('New name', 'orders_before');
  await it.press('Restore into the cluster');

  expect(await screen.findByText('must each have a name')).toBeVisible();
  expect(screen.getByLabelText('Collection')).toHaveFocus();
  expect(it.platform.backups.restores).toEqual([]);
});

test('says why a backup failed, and offers none but those that are ready', async () => {
  const { it, address, cluster } = withCluster();
  Object.assign(it.platform.backups.make(cluster.id, { name: 'nightly' }), {
    state: 'FAILED',
    stateReason: 'The object store was away.',
  });
  it.open(address);

  expect(await screen.findByText('The object store was away.')).toBeVisible();
  expect(screen.queryByRole('button', { name: 'Restore nightly' })).toBeNull();
});

const NIGHTLY = { name: 'nightly', schedule: '0 3 * * *', timeZone: 'Europe/Berlin', verify: false };

test('makes a schedule', async () => {
  const { it, address } = withCluster();
  it.open(address);
  await it.press('Create a schedule');
  await it.type('Name', 'weekly');
  await it.type('When', '0 4 * * 0');
  await it.type('Time zone', 'Europe/Berlin');
  await it.type('Backups to keep', '5');
  await it.user.click(screen.getByLabelText(/^Try to restore it/));
  await it.press('Create schedule');

  const entry = (await screen.findByText('0 4 * * 0')).closest('li')!;
  expect(entry).toHaveTextContent('Europe/Berlin, keeps the newest 5, 0 kept');
  expect(it.changes().at(-1)?.body).toEqual({
    name: 'weekly',
    schedule: '0 4 * * 0',
    timeZone: 'Europe/Berlin',
    retention: { count: 5 },
    verify: true,
  });
});

test('refuses a schedule that is none beside its field, and leaves the number to the platform when it is empty', async () => {
  const { it, address } = withCluster();
  it.open(address);
  await it.press('Create a schedule');
  await it.type('When', 'each night');
  await it.type('Backups to keep', '');
  await it.press('Create schedule');

  expect(await screen.findByText('must be a cron expression')).toBeVisible();
  expect(screen.getByLabelText('When')).toHaveFocus();
  expect(it.changes().at(-1)?.body).not.toHaveProperty('retention');
  expect(it.platform.backups.schedules).toEqual([]);
});

test('changes a schedule, and what else is known of it stays', async () => {
  const { it, address, cluster } = withCluster();
  Object.assign(it.platform.backups.schedule(cluster.id, { ...NIGHTLY, verify: true }), {
    retention: { count: 7, age: '720h' },
  });
  it.open(address);
  await it.press('Change nightly');
  expect(screen.getByLabelText('Time zone')).toHaveValue('Europe/Berlin');
  expect(screen.getByLabelText(/^Try to restore it/)).toBeChecked();
  await it.type('When', '45 3 * * *');
  await it.type('Backups to keep', '14');
  await it.press('Change schedule');

  expect(await screen.findByText(/keeps the newest 14 and those of 720h/)).toBeVisible();
  expect(screen.queryByRole('dialog')).toBeNull();
  const sent = it.changes().at(-1)!;
  expect(sent.headers.get('If-Match')).toBe('"1"');
  expect(sent.body).toEqual({
    ...NIGHTLY,
    schedule: '45 3 * * *',
    retention: { count: 14, age: '720h' },
    verify: true,
    suspended: false,
  });
});

test('refuses a change that makes no sense beside its field', async () => {
  const { it, address, cluster } = withCluster();
  it.platform.backups.schedule(cluster.id, NIGHTLY);
  it.open(address);
  await it.press('Change nightly');
  await it.type('When', 'each night');
  await it.press('Change schedule');

  expect(await screen.findByText('must be a cron expression')).toBeVisible();
  expect(screen.getByLabelText('When')).toHaveFocus();
  expect(it.platform.backups.schedules[0]?.schedule).toBe('0 3 * * *');
});

test('suspends a schedule, and lets it go on', async () => {
  const { it, address, cluster } = withCluster();
  it.platform.backups.schedule(cluster.id, NIGHTLY);
  it.open(address);
  await it.press('Change nightly');
  await it.user.click(screen.getByLabelText(/^Suspend it/));
  await it.press('Change schedule');
  expect(await screen.findByText(/, suspended$/)).toBeVisible();

  await it.press('Change nightly');
  await it.user.click(screen.getByLabelText(/^Suspend it/));
  await it.press('Change schedule');
  await waitFor(() => expect(screen.queryByText(/, suspended$/)).toBeNull());
  expect(it.platform.backups.schedules[0]?.suspended).toBe(false);
});

test('deletes a schedule after asking', async () => {
  const { it, address, cluster } = withCluster();
  it.platform.backups.schedule(cluster.id, NIGHTLY);
  it.open(address);
  await it.press('Delete nightly');
  expect(it.platform.backups.schedules).toHaveLength(1);
  await it.press('Delete schedule');

  expect(await screen.findByText(/^No schedule yet/)).toBeVisible();
  expect(it.platform.backups.schedules).toEqual([]);
});
