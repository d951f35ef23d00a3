/**
 * The console in a real browser against a running platform: sign in through Keycloak, make a cluster, see it run,
 * change, suspend, resume and delete it; a key, usage and audit on the way; axe on every page.
 */
import { deleteAndRestore } from './bin.mjs';
import { checkAccessible, walk } from './browser.mjs';
import { Journey } from './journey.mjs';
import { createChangeAndDeleteAccount, inviteAndWithdraw } from './people.mjs';
import { restartProtectAndLabel } from './upkeep.mjs';

const { AERIE_CONSOLE_URL: url, AERIE_CONSOLE_PASSWORD: password } = process.env;
if (!url || !password) {
  console.error(
    'Set AERIE_CONSOLE_URL and AERIE_CONSOLE_PASSWORD (and AERIE_CONSOLE_USER, when not the first user).',
  );
  process.exit(2);
}
const user = process.env.AERIE_CONSOLE_USER ?? 'admin@aerie.local';

const stepsOf = (journey, photograph) => [
  ['signs in through Keycloak', () => journey.signIn(user, password)],
  ['makes a project', () => journey.makeProject()],
  ['shows a wrong size beside its field', () => journey.tryWrongSize()],
  ['creates a cluster and sees it run', () => journey.createCluster()],
  ['takes pictures', () => journey.takePictures(photograph)],
  ['changes the size', () => journey.resize()],
  ['suspends and resumes', () => journey.suspendAndResume()],
  ['restarts, protects and labels', () => restartProtectAndLabel(journey, photograph)],
  ['makes a backup and restores it', () => journey.makeBackupAndRestore(photograph)],
  ['makes an alert rule', () => journey.makeAlertRule(photograph)],
  ['creates, rotates and revokes an API key', () => journey.createRotateAndRevokeKey()],
  ['invites somebody and withdraws it', () => inviteAndWithdraw(journey, photograph)],
  ['creates, changes and deletes a service account', () => createChangeAndDeleteAccount(journey, photograph)],
  ['shows usage and audit', () => journey.lookAtUsageAndAudit(photograph)],
  ['deletes a cluster and has it back', () => deleteAndRestore(journey, photograph)],
  ['deletes the cluster', () => journey.deleteCluster()],
  ['signs out', () => journey.signOut()],
];

await walk(async (page, photograph) => {
  const journey = new Journey(page, url, (name) => checkAccessible(page, name));
  try {
    for (const [name, step] of stepsOf(journey, photograph)) {
      const start = Date.now();
      await step().catch((error) => {
        throw new Error(`${name}: ${error.message}`, { cause: error });
      });
      console.log(`ok    ${name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
    }
  } finally {
    await journey.cleanUp();
  }
});
