/**
 * An owner connects the identity provider of their organisation in the console, by a file of its SAML metadata. The
 * TXT record of the domain is somebody else's to set, while this waits.
 */
import { checkAccessible, walk } from './browser.mjs';
import { Journey } from './journey.mjs';

const {
  AERIE_CONSOLE_URL: url,
  AERIE_CONSOLE_PASSWORD: password,
  AERIE_CONSOLE_PROJECT: project,
  AERIE_SSO_DOMAIN: domain,
  AERIE_SSO_METADATA_URL: metadataUrl,
} = process.env;

await walk(async (page, photograph) => {
  const check = (name) => checkAccessible(page, name);
  const journey = new Journey(page, url, check);
  await journey.signIn('admin@aerie.local', password);
  await page.goto(`${url}/projects/${project}/sso`);
  await page.getByRole('link', { name: 'Connect a provider' }).click();
  await page.getByLabel('Name', { exact: true }).fill('Northwind’s provider');
  await page.getByLabel('Mail domain').fill(domain);
  await page.getByLabel('Metadata address').fill(metadataUrl);
  await check('connect a provider');
  await photograph('sso-connect');
  const metadata = {
    name: 'metadata.xml',
    mimeType: 'text/xml',
    buffer: Buffer.from(await (await fetch(metadataUrl)).arrayBuffer()),
  };
  await page.getByText('As a file').click();
  await page.getByLabel('Metadata file').setInputFiles(metadata);
  await check('connect a provider by a file');
  await photograph('sso-upload');
  await journey.press('Connect');

  await page.getByRole('button', { name: 'Verify domain' }).waitFor();
  await page.getByLabel('Metadata file').setInputFiles(metadata);
  await journey.press('Upload metadata');
  await page.getByText('The new metadata holds').waitFor();
  await check('connection, not verified');
  await photograph('sso-domain');
  while (await page.getByRole('button', { name: 'Verify domain' }).isVisible()) {
    const answered = page.waitForResponse('**/*:verify-domain');
    await journey.press('Verify domain');
    if ((await answered).ok()) await page.getByText('Ready', { exact: true }).waitFor();
  }
  await journey.press('Test connection');
  await page.getByRole('list', { name: 'Findings' }).waitFor();
  if (await page.getByText('Wrong', { exact: true }).isVisible()) throw new Error('the test found something');
  await check('connection, tested');
  await photograph('sso-tested');

  await page.getByLabel('Break-glass owner').selectOption({ index: 1 });
  await journey.press('Enforce single sign-on');
  await check('asked before enforcing');
  await journey.press('Enforce now');
  await page.getByText('Enforced', { exact: true }).waitFor();
  await journey.press('Stop enforcing');
  await journey.press('Stop now');
  await page.getByText('Ready', { exact: true }).waitFor();
});
