/** What an owner does about people and programs of their organisation, as steps of a journey. */

export async function inviteAndWithdraw(journey, photograph) {
  const { page, name } = journey;
  const address = `${name}@example.com`;
  await journey.go('Members');
  await page.getByRole('link', { name: 'Invite somebody' }).click();
  await page.getByLabel('Address').fill('nobody');
  await journey.press('Send invitation');
  await page.locator('.field:has(input[aria-invalid="true"]) .field-error').waitFor();
  await journey.check('invite, refused');
  await page.getByLabel('Address').fill(address);
  await journey.press('Send invitation');
  await page.getByRole('row', { name: address }).waitFor();
  await journey.check('members');
  await photograph('members');
  await page.getByRole('button', { name: 'Change role of admin@aerie.local' }).click();
  await journey.check('change a role');
  await journey.press('Cancel');
  await journey.press('Disable admin@aerie.local');
  await journey.press('Disable member');
  await page.getByText(/is the last owner/).waitFor();
  await journey.check('disable the last owner, refused');
  await journey.press('Cancel');
  await journey.press(`Withdraw the invitation of ${address}`);
  await journey.check('withdraw an invitation');
  await journey.press('Withdraw invitation');
  await page.getByRole('row', { name: address }).waitFor({ state: 'detached' });
}

export async function createChangeAndDeleteAccount(journey, photograph) {
  const { page, name } = journey;
  const secret = () => page.getByLabel('secret', { exact: true }).innerText();
  await journey.go('Service accounts');
  await page.getByRole('link', { name: 'Create service account' }).click();
  await page.getByLabel('Name').fill(name);
  await journey.check('create service account');
  await journey.press('Create service account');
  const first = await secret();
  await journey.check('secret of a service account');
  await page.getByRole('link', { name: 'I have copied it' }).click();
  await page.getByRole('row', { name }).waitFor();
  await journey.check('service accounts');
  await photograph('service-accounts');
  await journey.press(`Make a new secret for ${name}`);
  await journey.check('new secret');
  await journey.press('Make new secret');
  await page.getByRole('heading', { name: 'The new secret' }).waitFor();
  if ((await secret()) === first) throw new Error('the secret is the one before');
  await journey.press('I have copied it');
  const account = page.getByRole('row', { name });
  for (const [verb, state] of [
    ['Disable', 'Disabled'],
    ['Enable', 'Active'],
  ]) {
    await journey.press(`${verb} ${name}`);
    await journey.check(`${verb} a service account`);
    await journey.press(`${verb} service account`);
    await account.getByText(state, { exact: true }).waitFor();
  }
  await journey.press(`Delete ${name}`);
  await journey.press('Delete service account');
  await page.getByText(`Deleted ${name}`).waitFor();
  await page.getByRole('row', { name }).waitFor({ state: 'detached' });
}
