/**
 * Somebody signs in to the console by the identity provider of their organisation: Keycloak asks for the address, the
 * provider for the password. The provider is a realm of Keycloak, too; its pages have its name in their address.
 */
import { checkAccessible, walk } from './browser.mjs';

const { AERIE_CONSOLE_URL: url, AERIE_CONSOLE_USER: user, AERIE_CONSOLE_PASSWORD: password } = process.env;
/** Why they are refused in the end; empty: they are not. */
const { AERIE_SSO_REFUSAL: refusal } = process.env;

await walk(async (page, photograph) => {
  page.setDefaultTimeout(30_000);
  await page.goto(url);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await page.locator('#username').fill(user);
  if (await page.locator('#password').isVisible())
    throw new Error('the first page asks for a password, before it knows who comes');
  await photograph('sso-address');
  await page.locator('#kc-login').click();

  await page.waitForURL('**/realms/customer/**');
  await page.locator('#username').fill(user);
  await page.locator('#password').fill(password);
  await photograph('sso-provider');
  await page.locator('#kc-login').click();

  await page.waitForURL(`${url}/**`);
  if (refusal) {
    await page.getByRole('heading', { name: 'You are not signed in' }).waitFor();
    await page.getByText(refusal).waitFor();
    await checkAccessible(page, 'refused');
    await photograph('sso-refused');
    await page.getByRole('link', { name: 'Sign in again' }).click();
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
    return;
  }
  await page.getByText(user).waitFor();
  await page.getByRole('heading', { level: 1 }).waitFor();
  await photograph('sso-signed-in');
});
