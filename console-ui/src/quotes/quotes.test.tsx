import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';
import type { Cluster } from '../api/records';
import { aMonth, anHour, differenceOf, plain } from './quote';

const cost = () => screen.findByRole('status', { name: 'Cost' });

/** A console at the page of a running cluster that costs EUR 0.10 an hour. */
async function atCluster() {
  const { it, home, newCluster } = consoleWithProject();
  const cluster: Cluster = newCluster('papers');
  it.open(`${home}/clusters/${cluster.id}`);
  await it.wait(6_000);
  return { it, cluster };
}

test('says what a new cluster costs as it is chosen, and asks under no name', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters/new`);
  expect(await screen.findByText('EUR 0.10 an hour')).toBeVisible();
  expect(await cost()).toHaveTextContent('EUR 73.00 a month');

  await it.user.click(await screen.findByLabelText(/^memory/));
  await it.type('Units', '4');

  expect(await screen.findByText('EUR 0.64 an hour')).toBeVisible();
  expect(await cost()).toHaveTextContent('EUR 0.64 an hour (EUR 467.20 a month) more than now.');
  const { create } = it.quotes().at(-1) as { create: { name: string } };
  expect(create.name).toMatch(/^quote-[a-z0-9]+$/);
  await it.press('Create cluster');
  expect(await screen.findByText('Must be small', { exact: false })).toBeVisible();
});

test('asks once for a size that is typed, and for none that is no number', async () => {
  const { it } = await atCluster();
  await it.type('Units', '23');
  expect(await screen.findByText('EUR 2.30 an hour')).toBeVisible();
  expect(it.quotes()).toMatchObject([{ action: 'MODIFY', changes: { units: 23, replicas: 1 } }]);

  await it.type('Units', '');
  await it.wait(2_000);
  expect(screen.queryByText(/an hour/)).toBeNull();
  expect(it.quotes()).toHaveLength(1);
});

test('tells the difference of less, and of nothing', async () => {
  const { it, cluster } = await atCluster();
  it.platform.clusters.resize(cluster.id, { units: 4 });
  await it.wait(12_000);
  await it.type('Units', '2');
  expect(await screen.findByText('EUR 0.20 an hour')).toBeVisible();
  expect(await screen.findByText(/EUR 0.20 an hour \(EUR 146.00 a month\) less than now/)).toBeVisible();

  expect(differenceOf({ ...NOTHING, hourly: '0', monthly: '0' })).toBe('As much as now.');
});

test('says before suspending, resuming and deleting what is paid then', async () => {
  const { it } = await atCluster();
  await it.press('Suspend');
  const suspend = within(screen.getByRole('dialog', { name: 'Suspend papers?' }));
  expect(await suspend.findByText('EUR 0.00 an hour')).toBeVisible();
  expect(suspend.getByText('EUR 0.10 an hour (EUR 73.00 a month) less than now.')).toBeVisible();
  await it.press('Suspend cluster');
  await it.wait(6_000);

  await it.press('Resume');
  const resume = within(screen.getByRole('dialog', { name: 'Resume papers?' }));
  expect(await resume.findByText('EUR 0.10 an hour')).toBeVisible();
  await it.press('Resume cluster');
  await it.wait(6_000);

  await it.press('Delete cluster');
  const remove = within(screen.getByRole('dialog', { name: 'Delete papers?' }));
  expect(await remove.findByText('EUR 0.00 an hour')).toBeVisible();
  expect(remove.getByText('Data is not counted.')).toBeInTheDocument();
});

test('never stands in the way: a quote that is refused is told, and the action goes on', async () => {
  const { it, cluster } = await atCluster();
  await it.type('Units', '33');
  expect(await screen.findByText(/cannot be told now: The plan allows 32 units/)).toBeVisible();
  await it.press('Apply size');
  expect(await screen.findByText('must be from 1 to 32')).toBeVisible();

  const handle = it.platform.handle.bind(it.platform);
  it.platform.handle = (call) =>
    call.url.pathname === '/v1/quotes' ? { status: 503, body: 'no JSON' } : handle(call);
  await it.press('Suspend');
  expect(await screen.findByText(/cannot be told now: The control plane answered 503/)).toBeVisible();
  await it.press('Suspend cluster');
  expect(await screen.findByText('Suspending')).toBeVisible();
  expect(it.platform.clusters.get(cluster.id).suspended).toBe(true);
});

test('says what a new cluster from a backup costs', async () => {
  const { it, cluster } = await atCluster();
  it.platform.backups.make(cluster.id, { name: 'before' });
  await it.follow('Backups');
  await it.press('Restore before');

  expect(await screen.findByText('EUR 0.10 an hour')).toBeVisible();
});

const NOTHING = { currency: 'EUR', after: { hourly: '0', monthly: '0' }, notes: [] };

test('writes small and large amounts as people do', () => {
  expect(anHour('0.0125', 'EUR')).toBe('EUR 0.0125 an hour');
  expect(anHour('-0.4', 'USD')).toBe('USD 0.40 an hour');
  expect(aMonth('12345.6', 'EUR')).toBe('EUR 12,345.60 a month');
  // Storage alone: nothing an hour that is worth telling, something a month.
  expect(differenceOf({ ...NOTHING, hourly: '0', monthly: '0.5' })).toMatch(/more than now/);
});

test('leaves out advice for programs', () => {
  expect(plain('Data is not counted: say how much is expected as storageGb.')).toBe('Data is not counted.');
  expect(plain('Its data is kept: :restore brings the cluster back for 30 days.')).toBe(
    'Its data is kept: Restore brings the cluster back for 30 days.',
  );
});
