import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';

test('creates a cluster and follows it until it runs', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters/new`);
  await it.type('Name', 'papers');
  await it.user.click(await screen.findByLabelText(/^memory/));
  await it.type('Units', '4');
  await it.press('Create cluster');

  expect(await screen.findByText('Creating')).toBeVisible();
  await it.wait(6_000);
  expect(await screen.findByText('Running')).toBeVisible();
  expect(screen.getByText('http://127.0.0.1:31530')).toBeVisible();
  expect(screen.getByLabelText('pymilvus example')).toHaveTextContent('uri="http://127.0.0.1:31530"');
  expect(it.platform.clusters.all()).toMatchObject([
    { name: 'papers', class: 'memory', units: 4, replicas: 1 },
  ]);
});

test('offers Milvus where the region runs it, and says how such a cluster is opened', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters/new`);
  await it.type('Name', 'vast');
  await it.user.click(await screen.findByLabelText(/^Milvus/));
  await it.press('Create cluster');
  await it.wait(6_000);

  expect(await screen.findByText('Milvus', { selector: 'dd' })).toBeVisible();
  expect(screen.getByText(/user of this cluster and its password/)).toBeVisible();
  expect(screen.getByLabelText('pymilvus example')).toHaveTextContent('token="root:..."');
  expect(it.platform.clusters.all()).toMatchObject([{ name: 'vast', engine: 'milvus' }]);
});

test('keeps rows where they are wanted, and says where', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters/new`);
  await it.type('Name', 'archive');
  await it.user.click(await screen.findByLabelText(/^Cold/));
  await it.press('Create cluster');

  expect(await screen.findByText('cold', { selector: 'dd' })).toBeVisible();
  expect(it.platform.clusters.all()).toMatchObject([{ name: 'archive', tiering: { default: 'cold' } }]);
});

test('asks for no tier that Milvus has not or the region does not know', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters/new`);
  await it.type('Name', 'vast');
  await it.user.click(await screen.findByLabelText(/^Cold/));
  await it.user.click(screen.getByLabelText(/^Milvus/));
  expect(screen.queryByLabelText(/^Cold/)).toBeNull();
  await it.press('Create cluster');
  expect(await screen.findByText('Creating')).toBeVisible();
  expect(screen.queryByText('Tier')).toBeNull();
  expect(it.changes().at(-1)?.body).not.toHaveProperty('tiering');

  it.platform.region = { ...it.platform.region, features: ['cluster-options'] };
  it.open(`${home}/clusters/new`);
  await it.type('Name', 'older');
  expect(screen.queryByLabelText(/^Cold/)).toBeNull();
  await it.press('Create cluster');
  expect(await screen.findByText('auto', { selector: 'dd' })).toBeVisible();
});

test('does not ask for the engine where there is no choice', async () => {
  const { it, home } = consoleWithProject();
  it.platform.region = { ...it.platform.region, features: ['cluster-options'] };
  it.open(`${home}/clusters/new`);
  await it.type('Name', 'papers');

  expect(screen.queryByText('Engine')).toBeNull();
  await it.press('Create cluster');
  expect(await screen.findByText('Creating')).toBeVisible();
  expect(screen.getByText('Aerie', { selector: 'dd' })).toBeVisible();
  expect(it.platform.clusters.all()).toMatchObject([{ name: 'papers', engine: 'aerie' }]);
});

test('gives a new cluster a schedule of backups, where they are made of it', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters/new`);
  await it.type('Name', 'papers');
  await it.user.click(await screen.findByLabelText(/^Milvus/));
  expect(screen.queryByLabelText(/^Back it up/)).toBeNull();
  await it.user.click(screen.getByRole('radio', { name: /^Aerie/ }));
  await it.user.click(screen.getByLabelText(/^Back it up every night/));
  await it.press('Create cluster');

  expect(await screen.findByText('Creating')).toBeVisible();
  const [cluster] = it.platform.clusters.all();
  expect(it.platform.backups.schedules).toMatchObject([
    { clusterId: cluster?.id, name: 'nightly', schedule: '0 3 * * *', retention: { count: 7 } },
  ]);
});

test('gives it none unless asked', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters/new`);
  await it.type('Name', 'papers');
  await it.press('Create cluster');

  expect(await screen.findByText('Creating')).toBeVisible();
  expect(it.platform.backups.schedules).toEqual([]);
});

test('puts what was wrong beside the field, and the cursor into it', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters/new`);
  await it.type('Name', 'papers');
  await it.type('Units', '33');
  await it.press('Create cluster');

  const units = screen.getByLabelText('Units');
  expect(await screen.findByText('must be from 1 to 32')).toBeVisible();
  expect(units).toBeInvalid();
  expect(units).toHaveFocus();
  expect(units).toHaveAccessibleDescription(/must be from 1 to 32/);
  expect(it.platform.clusters.all()).toEqual([]);
});

test('says beside the name that it is taken', async () => {
  const { it, home, newCluster } = consoleWithProject();
  newCluster('papers');
  it.open(`${home}/clusters/new`);
  await it.type('Name', 'papers');
  await it.press('Create cluster');

  expect(await screen.findByText(/Choose another name/)).toBeVisible();
  expect(screen.getByLabelText('Name')).toBeInvalid();
});

test('sends a creation again under the same key when the connection breaks', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters/new`);
  await it.type('Name', 'papers');
  const keys: (string | null)[] = [];
  const handle = it.platform.handle.bind(it.platform);
  it.platform.handle = (call) => {
    if (call.method !== 'POST') return handle(call);
    keys.push(call.headers.get('Idempotency-Key'));
    return keys.length === 1 ? { status: 202, body: {} } : handle(call);
  };
  it.broken.push('after');
  await it.press('Create cluster');

  expect(await screen.findByRole('heading', { name: 'papers' })).toBeVisible();
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBeTruthy();
  expect(keys[1]).toBe(keys[0]);
});

test('keeps what was typed when the control plane is away', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters/new`);
  await it.type('Name', 'papers');
  it.broken.push('before', 'before', 'before');
  await it.press('Create cluster');

  expect(await screen.findByRole('alert')).toHaveTextContent('did not answer');
  expect(screen.getByLabelText('Name')).toHaveValue('papers');
});
