/** What becomes of a cluster that is deleted and wanted back, as steps of a journey. */

const CLUSTER = 'kept';

export async function deleteAndRestore(journey, photograph) {
  const { page } = journey;
  await journey.go('Clusters');
  await page.getByRole('link', { name: 'Create cluster' }).click();
  await page.getByLabel('Name').fill(CLUSTER);
  await page.getByText('Keep its data').click();
  await journey.press('Create cluster');
  await journey.heading(CLUSTER).waitFor();
  await journey.state('RUNNING');
  await journey.deleteThisCluster(CLUSTER);
  await page.getByRole('main').getByRole('link', { name: 'Recently deleted' }).click();
  await page.getByRole('row', { name: CLUSTER }).getByText('Cluster of').waitFor();
  await journey.check('recently deleted');
  await photograph('recycle-bin');
  await page.getByRole('row', { name: CLUSTER }).getByRole('button', { name: 'Restore' }).click();
  await journey.cost();
  await journey.check('restore a cluster');
  await journey.press('Restore cluster');
  await journey.heading(CLUSTER).waitFor();
  await journey.state('RUNNING');
  await journey.deleteThisCluster(CLUSTER);
}
