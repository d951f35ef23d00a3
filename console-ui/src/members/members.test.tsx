import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';

function withDana() {
  const all = consoleWithProject();
  all.it.platform.members.add('u2', 'dana@example.com', 'MEMBER');
  return { ...all, address: `${all.home}/members` };
}

test('invites somebody, and withdraws the invitation after asking', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters`);
  await it.follow('Members');
  await it.follow('Invite somebody');
  await it.type('Address', 'kim@example.com');
  await it.user.selectOptions(screen.getByLabelText('Role in the organisation'), 'Billing admin');
  await it.press('Send invitation');

  const row = within(await screen.findByRole('row', { name: /kim@example.com/ }));
  expect(row.getByText('Billing admin')).toBeVisible();
  expect(row.getByText('in 7 days')).toBeVisible();
  expect(it.changes().at(-1)?.body).toEqual({ email: 'kim@example.com', role: 'BILLING_ADMIN' });

  await it.press('Withdraw the invitation of kim@example.com');
  const invitation = it.platform.members.invited[0];
  await it.press('Cancel');
  expect(screen.queryByRole('dialog')).toBeNull();
  expect(invitation?.revokedAt).toBeNull();

  await it.press('Withdraw the invitation of kim@example.com');
  await it.press('Withdraw invitation');
  expect(await screen.findByText('Nobody who was invited has yet to come.')).toBeVisible();
  expect(it.platform.members.invited[0]?.revokedAt).not.toBeNull();
});

test('refuses an address that is none beside its field', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/members/invite`);
  await it.type('Address', 'kim');
  await it.press('Send invitation');

  expect(await screen.findByText('must be an e-mail address')).toBeVisible();
  expect(screen.getByLabelText('Address')).toHaveFocus();
});

test('shows no invitations that have ended', async () => {
  const { it, address } = withDana();
  it.platform.members.invite({ email: 'kim@example.com', role: 'MEMBER' }).acceptedAt =
    '2026-03-01T00:00:00Z';
  it.platform.members.invite({ email: 'lee@example.com', role: 'MEMBER' }).expiresAt = '2026-03-01T00:00:00Z';
  it.open(address);

  expect(await screen.findByText('Nobody who was invited has yet to come.')).toBeVisible();
  expect(screen.queryByText('kim@example.com')).toBeNull();
});

test('changes a role by the version there is', async () => {
  const { it, address } = withDana();
  it.open(address);
  await it.press('Change role of dana@example.com');
  await it.user.selectOptions(screen.getByLabelText('Role in the organisation'), 'Owner');
  await it.press('Change role');

  const row = within(await screen.findByRole('row', { name: /dana@example.com/ }));
  expect(await row.findByText('Owner')).toBeVisible();
  expect(it.changes().at(-1)?.headers.get('If-Match')).toBe('"1"');
});

test('disables a member after asking, and enables them again', async () => {
  const { it, address } = withDana();
  it.open(address);
  await it.press('Disable dana@example.com');
  expect(it.changes()).toEqual([]);
  await it.press('Disable member');

  const row = within(await screen.findByRole('row', { name: /dana@example.com/ }));
  expect(await row.findByText('Disabled')).toBeVisible();
  expect(screen.getByText('Disabled dana@example.com')).toBeVisible();
  expect(it.changes().at(-1)?.body).toEqual({ disabled: true });

  await it.press('Enable dana@example.com');
  await it.press('Enable member');
  expect(await row.findByText('Active')).toBeVisible();
  expect(it.changes().at(-1)?.body).toEqual({ disabled: false });
});

test('says why the last owner is not disabled', async () => {
  const { it, address } = withDana();
  it.open(address);
  await it.press('Disable admin@aerie.local');
  await it.press('Disable member');

  expect(await screen.findByText('They are the last owner. Make somebody else owner first.')).toBeVisible();
});

test('removes a member after asking, and says why the last owner stays', async () => {
  const { it, address } = withDana();
  it.open(address);
  await it.press('Remove dana@example.com');
  await it.press('Remove member');
  expect(await screen.findByText('Removed dana@example.com')).toBeVisible();
  expect(screen.queryByRole('row', { name: /dana@example.com/ })).toBeNull();

  await it.press('Remove admin@aerie.local');
  await it.press('Remove member');
  expect(await screen.findByText('They are the last owner. Make somebody else owner first.')).toBeVisible();
});

test.each(['Remove', 'Disable'])('%s says which API keys end', async (verb) => {
  const { it, address, project, organization } = withDana();
  const place = { organizationId: organization.id, projectId: project.id };
  const createdBy = { kind: 'USER' as const, id: 'u2', name: 'dana@example.com' };
  it.platform.addKey({ ...place, name: 'ci', createdBy });
  it.platform.addKey({ ...place, name: 'old', createdBy }).revokedAt = '2026-03-01T00:00:00Z';
  it.platform.addKey({ ...place, name: 'mine' });
  it.open(address);
  await it.press(`${verb} dana@example.com`);

  const asked = within(await screen.findByRole('dialog'));
  expect(await asked.findByText('ci')).toBeVisible();
  expect(asked.getByText(/end for good/)).not.toHaveTextContent('mine');
  expect(asked.getByText(/end for good/)).not.toHaveTextContent('old');
});

test('says when no API key ends with a member', async () => {
  const { it, address } = withDana();
  it.open(address);
  await it.press('Remove dana@example.com');

  expect(await screen.findByText(/No API key ends with this/)).toBeVisible();
});
