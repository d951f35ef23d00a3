import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const PICTURES = process.env.AERIE_SCREENSHOTS ?? 'e2e/out';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const SILENT = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
const SLOWEST_STEP_MS = 120_000;

/** Debian's Chromium, by itself: no profile, no calls home. */
async function openBrowser() {
  const browser = await chromium.launch({
    executablePath: process.env.AERIE_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...SILENT],
  });
  const page = await browser.newPage({ viewport: { width: 1280, height: 860 }, colorScheme: 'light' });
  page.setDefaultTimeout(SLOWEST_STEP_MS);
  return { browser, page };
}

/**
 * Has `steps` done in a browser, which is closed whatever happens. A failure leaves a picture, says where it was and
 * what the page showed, and ends the program with 1.
 */
export async function walk(steps) {
  const { browser, page } = await openBrowser();
  const photograph = photographer(page, PICTURES);
  try {
    await steps(page, photograph);
  } catch (error) {
    await photograph('failure');
    console.error(`at ${page.url()}\n${error.message}\n${await page.locator('body').innerText()}`);
    process.exitCode = 1;
  } finally {
    await browser.close();
  }
}

/** Throws with every WCAG 2.2 A and AA violation of the page: in light, in dark, and as narrow as a zoomed-in phone. */
export async function checkAccessible(page, name) {
  await page.evaluate(AXE);
  for (const colorScheme of ['dark', 'light']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    const { violations } = await page.evaluate(() =>
      globalThis.axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      }),
    );
    if (violations.length > 0)
      throw new Error(`${name} in ${colorScheme}: ${violations.map(describe).join('\n')}`);
  }
  await checkReflow(page, name);
}

/** WCAG 1.4.10: nothing scrolls sideways at 320 pixels but what must, such as tables. */
async function checkReflow(page, name) {
  const viewport = page.viewportSize();
  await page.setViewportSize({ width: 320, height: viewport.height });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  await page.setViewportSize(viewport);
  if (width > 320) throw new Error(`${name} is ${width} pixels wide on a screen of 320`);
}

function describe({ id, help, nodes }) {
  return `${id}: ${help}\n${nodes.map((node) => `  ${node.html}\n  ${node.failureSummary}`).join('\n')}`;
}

/** Saves what the page shows now. */
function photographer(page, folder) {
  mkdirSync(folder, { recursive: true });
  return (name) => page.screenshot({ path: `${folder}/${name}.png` });
}
