import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Console, consoleWithProject } from '../../test/console';

test('asks a stranger to sign in', async () => {
  const it = new Console();
  it.platform.signedIn = false;
  it.open('/');

  expect(await screen.findByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/login');
});

test('comes back to the page that asked for the sign-in', async () => {
  const { it, home } = consoleWithProject();
  it.platform.signedIn = false;
  it.open(`${home}/usage`);
  const link = await screen.findByRole('link', { name: 'Sign in' });
  link.addEventListener('click', (event) => event.preventDefault());
  await it.user.click(link);

  it.platform.signedIn = true;
  it.open('/');

  expect(await screen.findByRole('heading', { name: 'Usage' })).toBeVisible();
});

test('asks to sign in again when the session ends while a page is open', async () => {
  const { it, home } = consoleWithProject();
  it.open(`${home}/clusters`);
  await screen.findByText('No cluster yet');

  it.platform.signedIn = false;
  await it.wait(10_000);

  expect(await screen.findByRole('link', { name: 'Sign in' })).toBeVisible();
});

test('says so when the control plane does not answer at all', async () => {
  const it = new Console();
  it.platform.handle = () => {
    throw new TypeError('connection refused');
  };
  it.open('/');
  await it.wait(5_000);

  expect(await screen.findByRole('alert')).toHaveTextContent('did not answer');
  expect(screen.getByText('UNREACHABLE')).toBeVisible();
});

test('shows who is refused why, and the way out of the session', async () => {
  const it = new Console();
  it.platform.handle = () => ({
    status: 403,
    body: { title: 'Forbidden', code: 'SSO_REQUIRED', detail: 'Sign in by your identity provider.' },
  });
  it.open('/');

  expect(await screen.findByRole('alert')).toHaveTextContent('Sign in by your identity provider.');
  expect(screen.getByText('SSO_REQUIRED')).toBeVisible();
  expect(screen.getByRole('link', { name: 'Sign in again' })).toHaveAttribute('href', '/logout');
});
