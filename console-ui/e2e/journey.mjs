const CLUSTER = 'papers';

/** What a person does in the console, step by step, in a project of its own. */
export class Journey {
  /** `check` looks at the page as it is and throws when it is not accessible. */
  constructor(page, url, check) {
    this.page = page;
    this.url = url;
    this.check = check;
    this.name = `console-${Date.now().toString(36)}`;
  }

  async signIn(user, password) {
    await this.page.goto(this.url);
    await this.page.getByRole('link', { name: 'Sign in' }).waitFor();
    await this.check('sign-in');
    await this.page.getByRole('link', { name: 'Sign in' }).click();
    await this.page.locator('#username').fill(user);
    // Where an organisation has single sign-on, the address is asked for first.
    if (!(await this.page.locator('#password').isVisible())) await this.page.locator('#kc-login').click();
    await this.page.locator('#password').fill(password);
    await this.page.locator('#kc-login').click();
    await this.page.getByText(user).waitFor();
    await this.page.getByRole('heading', { level: 1 }).waitFor();
  }

  async makeProject() {
    if (await this.heading('Welcome to Aerie').isVisible()) {
      await this.check('onboarding');
      await this.page.getByLabel('Organisation').fill('Northwind Research');
      await this.page.getByLabel('Project').fill('first');
      await this.press('Create and continue');
      await this.heading('Clusters').waitFor();
    }
    await this.page.getByRole('link', { name: 'Aerie' }).click();
    const field = this.page.getByLabel(/^New project in/).first();
    await field.waitFor();
    await this.check('projects');
    await field.fill(this.name);
    await field.press('Enter');
    await this.page.getByRole('link', { name: this.name }).click();
    await this.page.getByText('No cluster yet').waitFor();
    await this.check('clusters, none yet');
    this.project = new URL(this.page.url()).pathname.replace('/clusters', '');
  }

  async tryWrongSize() {
    await this.page.getByRole('link', { name: 'Create cluster' }).click();
    await this.page.getByLabel('Name').fill(CLUSTER);
    await this.page.getByText('Remove its data').click();
    await this.page.getByLabel('Units').fill('99');
    await this.press('Create cluster');
    await this.page.locator('.field:has(input[aria-invalid="true"]) .field-error').waitFor();
    await this.check('create cluster, refused');
  }

  async createCluster() {
    await this.page.getByLabel('Units').fill('1');
    await this.cost();
    await this.press('Create cluster');
    await this.heading(CLUSTER).waitFor();
    await this.state('RUNNING');
    await this.page.getByLabel('pymilvus example', { exact: true }).waitFor();
    await this.check('cluster');
  }

  async takePictures(photograph) {
    await photograph('console');
    await this.go('Clusters');
    await this.page.getByRole('link', { name: CLUSTER }).waitFor();
    await this.check('clusters');
    await photograph('clusters');
    await this.page.reload();
    await this.page.getByRole('link', { name: CLUSTER }).click();
  }

  async resize() {
    await this.page.getByLabel('Units').fill('2');
    await this.cost();
    await this.check('another size');
    await this.press('Apply size');
    await this.page.getByText('2 units × 1 replica').waitFor();
    await this.state('RUNNING');
  }

  async suspendAndResume() {
    await this.press('Suspend');
    await this.cost();
    await this.check('suspend a cluster');
    await this.press('Suspend cluster');
    await this.state('SUSPENDED');
    await this.check('suspended cluster');
    await this.press('Resume');
    await this.cost();
    await this.check('resume a cluster');
    await this.press('Resume cluster');
    await this.state('RUNNING');
  }

  async makeBackupAndRestore(photograph) {
    await this.page.getByRole('link', { name: 'Backups', exact: true }).click();
    await this.page.getByText('No backup yet').waitFor();
    await this.check('backups, none yet');
    await this.press('Make a backup');
    await this.page.getByLabel('Name').fill('before');
    await this.page.getByText('Try to restore it').click();
    await this.check('make a backup');
    await this.press('Make backup');
    await this.page.getByRole('row', { name: 'before' }).getByText('Ready').waitFor();
    await this.check('backups');
    await photograph('backups');
    await this.makeSchedule(photograph);
    await this.press('Restore before');
    await this.check('restore');
    await this.press('Restore as new cluster');
    await this.heading(`${CLUSTER}-restored`).waitFor();
    await this.state('RUNNING');
    await this.deleteThisCluster(`${CLUSTER}-restored`);
  }

  async makeSchedule(photograph) {
    await this.press('Create a schedule');
    await this.page.getByLabel('When').fill('not a time');
    await this.press('Create schedule');
    await this.page.locator('.field:has(input[aria-invalid="true"]) .field-error').waitFor();
    await this.check('create a schedule, refused');
    await this.page.getByLabel('When').fill('30 3 * * *');
    await this.press('Create schedule');
    await this.page.getByText('30 3 * * *').waitFor();
    await this.check('schedules');
    await photograph('backup-schedule');
    await this.press('Change nightly');
    await this.page.getByLabel('When').fill('45 3 * * *');
    await this.page.getByText('Suspend it').click();
    await this.check('change a schedule');
    await this.press('Change schedule');
    await this.page.getByText('45 3 * * *').waitFor();
    await this.page.getByText(/, suspended$/).waitFor();
    await this.press('Delete nightly');
    await this.check('delete a schedule');
    await this.press('Delete schedule');
    await this.page.getByText('No schedule yet').waitFor();
  }

  async makeAlertRule(photograph) {
    await this.go('Alerts');
    await this.page.getByRole('link', { name: 'Add channel' }).click();
    await this.check('add channel');
    await this.page.getByLabel('Name').fill(this.name);
    await this.page.getByLabel('Addresses').fill('oncall@example.com');
    await this.press('Add channel');
    await this.page.getByText('oncall@example.com').first().waitFor();
    await this.page.getByRole('link', { name: 'Create rule' }).click();
    await this.page.getByLabel('Name').fill(this.name);
    await this.page.getByText('A metric passes a threshold').click();
    await this.page.getByLabel(this.name, { exact: true }).check();
    await this.check('create rule');
    await this.press('Create rule');
    await this.page.getByText('busy_ratio is above 0.8 for 15 min').waitFor();
    await this.check('alerts');
    await photograph('alerts');
    await this.press(`Delete ${this.name}`);
    await this.check('delete a rule');
    await this.press('Delete rule');
    await this.page.getByText(`Deleted ${this.name}`).waitFor();
  }

  async createRotateAndRevokeKey() {
    await this.go('API keys');
    await this.page.getByRole('link', { name: 'Create API key' }).click();
    await this.check('create API key');
    await this.page.getByLabel('Name').fill('backend');
    await this.press('Create API key');
    const secret = await this.page.getByLabel('API key', { exact: true }).innerText();
    if (!/^aerie_[0-9a-z]{26}_[0-9A-Za-z]{49}$/.test(secret))
      throw new Error('the secret does not look like an API key');
    await this.check('secret');
    await this.page.getByRole('link', { name: 'I have copied it' }).click();
    await this.press('Rotate backend');
    await this.page.getByLabel('How long the old key still holds').selectOption('0');
    await this.check('rotate');
    await this.press('Rotate key');
    if ((await this.page.getByLabel('API key', { exact: true }).innerText()) === secret)
      throw new Error('the secret is the one before');
    await this.press('I have copied it');
    await this.page.getByText('Expired', { exact: true }).waitFor();
    await this.press('Revoke backend');
    await this.check('revoke');
    await this.press('Revoke key');
    await this.page.getByText('Revoked', { exact: true }).waitFor();
    await this.check('API keys');
  }

  async lookAtUsageAndAudit(photograph) {
    await this.go('Usage');
    await this.page.getByRole('row', { name: CLUSTER }).first().waitFor();
    await this.check('usage');
    await this.go('Audit log');
    await this.page.getByLabel('What').fill('project.create');
    await this.press('Search');
    await this.page.locator('summary').filter({ hasText: 'project.create' }).first().click();
    await this.press('Prove the log');
    await this.page.getByText(/^The log is whole/).waitFor();
    await this.check('audit');
    await photograph('audit');
  }

  async deleteCluster() {
    await this.go('Clusters');
    await this.page.getByRole('link', { name: CLUSTER, exact: true }).click();
    await this.deleteThisCluster(CLUSTER);
  }

  async deleteThisCluster(name) {
    await this.press('Delete cluster');
    await this.cost();
    await this.page.getByLabel(/to confirm/).fill(name);
    await this.check('delete');
    await this.page.getByRole('dialog').getByRole('button', { name: 'Delete cluster' }).click();
    await this.page.getByText('This cluster is gone').waitFor();
    await this.check('deleted');
  }

  async signOut() {
    await this.cleanUp();
    await this.page.getByRole('link', { name: 'Sign out' }).click();
    await this.page.getByRole('link', { name: 'Sign in' }).waitFor();
  }

  /** Leaves the platform without this journey's project, as far as it still can. */
  async cleanUp() {
    if (!this.project) return;
    const headers = { 'X-Aerie-Console': '1' };
    await this.page.request.delete(new URL(`/v1${this.project}`, this.url).href, { headers });
    this.project = undefined;
  }

  /** Waits until it stands on the page what this costs. */
  cost() {
    const cost = this.page.getByRole('status', { name: 'Cost' });
    return cost.getByText(/^[A-Z]{3} [\d.,]+ an hour$/).waitFor();
  }

  heading(name) {
    return this.page.getByRole('heading', { level: 1, name, exact: true });
  }

  press(name) {
    return this.page.getByRole('button', { name, exact: true }).click();
  }

  async go(name) {
    await this.page.getByRole('navigation').getByRole('link', { name }).click();
    await this.heading(name).waitFor();
  }

  state(state) {
    return this.page.locator(`[data-state="${state}"]`).waitFor();
  }
}
