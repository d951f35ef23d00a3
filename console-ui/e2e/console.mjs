/**
 * The console in a real browser against a running platform: sign in through Keycloak, make a cluster, see it run,
 * change, suspend, resume and delete it; a key, usage and audit on the way; axe on every page.
 */
import { checkAccessible, openBrowser, photographer } from './browser.mjs';
import { Journey } from './journey.mjs';
import { createRenewAndDeleteAccount, inviteAndWithdraw } from './people.mjs';

const { AERIE_CONSOLE_URL: url, AERIE_CONSOLE_PASSWORD: password } = process.env;
if (!url || !password) {
  console.error(
    'Set AERIE_CONSOLE_URL and AERIE_CONSOLE_PASSWORD (and AERIE_CONSOLE_USER, when not the first user).',
  );
  process.exit(2);
}
const user = process.env.AERIE_CONSOLE_USER ?? 'admin@aerie.local';
const { browser, page } = await openBrowser();
const photograph = photographer(page, process.env.AERIE_SCREENSHOTS ?? 'e2e/out');
const journey = new Journey(page, url, (name) => checkAccessible(page, name));

const steps = [
  ['signs in through Keycloak', () => journey.signIn(user, password)],
  ['makes a project', () => journey.makeProject()],
  ['shows a wrong size beside its field', () => journey.tryWrongSize()],
  ['creates a cluster and sees it run', () => journey.createCluster()],
  ['takes pictures', () => journey.takePictures(photograph)],
  ['changes the size', () => journey.resize()],
  ['suspends and resumes', () => journey.suspendAndResume()],
  ['makes a backup and restores it', () => journey.makeBackupAndRestore(photograph)],
  ['makes an alert rule', () => journey.makeAlertRule(photograph)],
  ['creates and revokes an API key', () => journey.createAndRevokeKey()],
  ['invites somebody and withdraws it', () => inviteAndWithdraw(journey, photograph)],
  ['creates, renews and deletes a service account', () => createRenewAndDeleteAccount(journey, photograph)],
  ['shows usage and audit', () => journey.lookAtUsageAndAudit(photograph)],
  ['deletes the cluster', () => journey.deleteCluster()],
  ['signs out', () => journey.signOut()],
];

let failed = 0;
for (const [name, step] of steps) {
  const start = Date.now();
  try {
    await step();
    console.log(`ok    ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
  } catch (error) {
    failed = 1;
    await photograph('failure');
    console.error(
      `FAIL  ${name}, at ${page.url()}\n${error.message}\n${await page.locator('body').innerText()}`,
    );
    break;
  }
}
await journey.cleanUp();
await browser.close();
process.exitCode = failed;
