import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';

const ON_CALL = { name: 'on call', email: { addresses: ['oncall@example.com'] } };

test('adds a channel and a rule that tells it', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters`);
  await it.follow('Alerts');
  await it.follow('Add channel');
  await it.type('Name', 'on call');
  await it.type('Addresses', 'oncall@example.com, lead@example.com');
  await it.press('Add channel');
  expect(await screen.findByText('oncall@example.com, lead@example.com')).toBeVisible();

  await it.follow('Create rule');
  await it.type('Name', 'busy clusters');
  await it.user.click(screen.getByLabelText(/^A metric passes/));
  await it.type('Threshold', '0.9');
  await it.user.click(await screen.findByLabelText('on call'));
  await it.press('Create rule');

  const row = within(await screen.findByRole('row', { name: /busy clusters/ }));
  expect(row.getByText('busy_ratio is above 0.9 for 15 min')).toBeVisible();
  expect(row.getByText('on call')).toBeVisible();
  const [channel] = it.platform.alerts.channels;
  expect(it.platform.alerts.rules).toMatchObject([
    {
      condition: { kind: 'METRIC', metric: 'busy_ratio', comparison: 'ABOVE', threshold: 0.9, minutes: 15 },
      channelIds: [channel?.id],
    },
  ]);
});

test('refuses a threshold that is no number beside its field', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/alerts/rules/new`);
  await it.type('Name', 'busy');
  await it.user.click(screen.getByLabelText(/^A metric passes/));
  await it.type('Threshold', 'much');
  await it.press('Create rule');

  expect(await screen.findByText('is required')).toBeVisible();
  expect(screen.getByLabelText('Threshold')).toHaveFocus();
});

test('sends the secret of a webhook and does not show it', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/alerts/channels/new`);
  await it.type('Name', 'pager');
  await it.user.click(screen.getByLabelText('Webhook'));
  await it.type('Address', 'https://pager.example.com');
  await it.type('Secret', 'hush');
  await it.press('Add channel');

  expect(await screen.findByText('https://pager.example.com')).toBeVisible();
  expect(it.changes().at(-1)?.body).toEqual({
    name: 'pager',
    webhook: { url: 'https://pager.example.com', secret: 'hush' },
  });
});

test('tests a channel and says why it did not take the notice', async () => {
  const { it, home } = consoleWithProject();
  it.platform.alerts.addChannel(ON_CALL);
  it.open(`${home}/alerts`);
  await it.press('Test on call');
  expect(await screen.findByText('on call took a notice')).toBeVisible();

  it.platform.alerts.refusal = 'The mail server refused it.';
  await it.press('Test on call');
  expect(await screen.findByText('on call did not take it: The mail server refused it.')).toBeVisible();
});

test('shows what was sent and what could not be', async () => {
  const { it, home } = consoleWithProject();
  const { id } = it.platform.alerts.addChannel(ON_CALL);
  it.platform.alerts.deliver(id, { state: 'FAILED', attempts: 5, lastError: 'Nobody answered.' });
  it.platform.alerts.deliver('nch_gone');
  it.open(`${home}/alerts`);

  const [newest, failed] = (await screen.findAllByText('busy clusters: papers')).map((one) =>
    one.closest('li'),
  );
  expect(newest).toHaveTextContent('Delivered');
  expect(newest).toHaveTextContent('to a channel that is gone');
  expect(failed).toHaveTextContent('Nobody answered.');
  expect(failed).toHaveTextContent('to on call, just now, 5 attempts');
});

test('deletes a rule', async () => {
  const { it, home } = consoleWithProject();
  it.platform.alerts.addRule({ name: 'busy', condition: { kind: 'BACKUP_FAILED' }, channelIds: [] });
  it.open(`${home}/alerts`);
  await it.press('Delete busy');
  expect(it.platform.alerts.rules).toHaveLength(1);
  await it.press('Delete rule');

  expect(await screen.findByText('No rule yet')).toBeVisible();
  expect(it.platform.alerts.rules).toEqual([]);
});
