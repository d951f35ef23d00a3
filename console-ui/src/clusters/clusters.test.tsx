import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { consoleWithProject } from '../../test/console';

test('lists clusters and follows their states', async () => {
  const { it, home, newCluster } = consoleWithProject();
  newCluster('papers');
  it.open(`${home}/clusters`);

  const row = within(await screen.findByRole('row', { name: /papers/ }));
  expect(row.getByText('Creating')).toBeVisible();
  await it.wait(6_000);
  expect(row.getByText('Running')).toBeVisible();
});

test('shows long lists page by page', async () => {
  const { it, home, newCluster } = consoleWithProject();
  for (let number = 1; number <= 51; number++) newCluster(`c${number}`);
  it.open(`${home}/clusters`);
  await screen.findByRole('link', { name: 'c50' });
  expect(screen.queryByRole('link', { name: 'c51' })).toBeNull();

  await it.press('Show more clusters');

  expect(await screen.findByRole('link', { name: 'c51' })).toBeVisible();
});

test('suspends after asking, and resumes', async () => {
  const { it, home, newCluster } = consoleWithProject();
  const { id } = newCluster('papers');
  it.open(`${home}/clusters/${id}`);
  await it.wait(6_000);

  await it.press('Suspend');
  expect(screen.getByRole('dialog', { name: 'Suspend papers?' })).toBeVisible();
  expect(it.changes()).toEqual([]);
  await it.press('Suspend cluster');
  expect(await screen.findByText('Suspending')).toBeVisible();
  await it.wait(6_000);
  expect(await screen.findByText('Suspended')).toBeVisible();
  expect(screen.getByText(/endpoint appears here/)).toBeVisible();

  await it.press('Resume');
  await it.press('Resume cluster');
  await it.wait(6_000);
  expect(await screen.findByText('Running')).toBeVisible();
  expect(it.changes().every((call) => call.headers.get('X-Aerie-Console') === '1')).toBe(true);
});

test('changes the size of the version it shows', async () => {
  const { it, home, newCluster } = consoleWithProject();
  const { id } = newCluster('papers');
  it.open(`${home}/clusters/${id}`);
  await it.wait(6_000);
  await it.type('Replicas', '3');
  await it.press('Apply size');

  expect(await screen.findByText('Changing')).toBeVisible();
  await it.wait(6_000);
  expect(await screen.findByText('3 of 3')).toBeVisible();
});

test('does not overwrite a change made meanwhile', async () => {
  const { it, home, newCluster } = consoleWithProject();
  const { id } = newCluster('papers');
  it.open(`${home}/clusters/${id}`);
  await it.wait(6_000);
  await it.type('Units', '2');
  it.platform.clusters.resize(id, { units: 8 });
  await it.press('Apply size');

  expect(await screen.findByRole('alert')).toHaveTextContent('PRECONDITION_FAILED');
  expect(it.platform.clusters.get(id).units).toBe(8);
});

test('deletes only when the name is typed', async () => {
  const { it, home, newCluster } = consoleWithProject();
  const { id } = newCluster('papers', { deletionPolicy: 'DELETE' });
  it.open(`${home}/clusters/${id}`);
  await it.press('Delete cluster');
  const dialog = within(screen.getByRole('dialog', { name: 'Delete papers?' }));
  const confirm = dialog.getByRole('button', { name: 'Delete cluster' });
  expect(dialog.getByText(/all its data is erased/)).toBeVisible();

  await it.type(/to confirm/, 'paper{Enter}');
  expect(confirm).toBeDisabled();
  expect(it.changes()).toEqual([]);

  await it.type(/to confirm/, 'papers');
  await it.user.click(confirm);
  expect(await screen.findByText('Deleting')).toBeVisible();
  await it.wait(6_000);
  expect(await screen.findByText('This cluster is gone')).toBeVisible();
});

test('keeps showing what it knows when reading it again fails', async () => {
  const { it, home, newCluster } = consoleWithProject();
  newCluster('papers');
  it.open(`${home}/clusters`);
  await screen.findByRole('link', { name: 'papers' });
  it.platform.handle = () => ({
    status: 503,
    body: { title: 'Unavailable', detail: 'Try again in a minute.', code: 'DB_AWAY' },
  });
  await it.wait(20_000);

  expect(await screen.findByRole('alert')).toHaveTextContent('Try again in a minute.');
  expect(screen.getByRole('link', { name: 'papers' })).toBeVisible();
});

test('shows a page that fails to draw as a failure, and leaves the way out', async () => {
  const { it, home, newCluster } = consoleWithProject();
  vi.spyOn(console, 'error').mockImplementation(() => {});
  newCluster('papers').state = 'UNHEARD_OF' as never;
  it.open(`${home}/clusters`);
  expect(await screen.findByRole('alert')).toHaveTextContent('The console failed');

  await it.follow('API keys');

  expect(await screen.findByText('No API key yet')).toBeVisible();
});
