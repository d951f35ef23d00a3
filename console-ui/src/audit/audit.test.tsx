import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { consoleWithProject } from '../../test/console';

test('lists events newest first and pages to older ones', async () => {
  const { it, home, organization } = consoleWithProject();
  for (let number = 1; number <= 60; number++) it.platform.addProject(organization.id, `p${number}`);
  it.open(`${home}/audit`);
  await screen.findAllByText('project.create');
  expect(screen.queryByText('organization.create')).toBeNull();

  await it.press('Show older');

  expect(await screen.findByText('organization.create')).toBeVisible();
});

test('opens an event to what it changed', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/audit`);
  await it.user.click(await screen.findByText('project.create'));

  const entry = within(screen.getByText('project.create').closest('li')!);
  expect(entry.getByLabelText('After')).toHaveTextContent('"name": "search"');
});
