import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';

test('joins the organisation that sent the invitation', async () => {
  const { it } = consoleWithProject();
  it.platform.invitations.push('abc-123');
  it.open('/invitations/abc-123');
  await it.press('Accept');

  expect(await screen.findByText('You are a member now')).toBeVisible();
  expect(it.platform.invitations).toEqual([]);
});

test('says why an invitation does not hold', async () => {
  const { it } = consoleWithProject();
  it.open('/invitations/used');
  await it.press('Accept');

  expect(await screen.findByText('INVITATION_INVALID')).toBeVisible();
});
