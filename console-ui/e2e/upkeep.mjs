/** What is done to a cluster that runs, as steps of a journey that stands on its page. */

export async function restartProtectAndLabel(journey, photograph) {
  const { page } = journey;
  await journey.press('Restart');
  await journey.cost();
  await journey.check('restart a cluster');
  await journey.press('Restart cluster');
  await page.locator('.history-kind', { hasText: 'Restart' }).first().waitFor();
  await journey.state('RUNNING');

  await page.getByLabel(/^Protect it from deletion/).check();
  await page.getByText('It is protected from deletion').waitFor();
  await page.getByRole('button', { name: 'Delete cluster', disabled: true }).waitFor();

  await journey.press('Add label');
  await page.getByLabel('Key').fill('team');
  await page.getByLabel('Value').fill('search');
  await journey.check('labels');
  await journey.press('Save labels');
  await page.getByText('Saved the labels').waitFor();
  await journey.state('RUNNING');
  await photograph('upkeep');

  await page.getByLabel(/^Protect it from deletion/).uncheck();
  await page.getByRole('button', { name: 'Delete cluster', disabled: false }).waitFor();
  await journey.state('RUNNING');
}
