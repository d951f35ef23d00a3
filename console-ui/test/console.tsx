import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { onTestFinished, vi } from 'vitest';
import type { Call } from '../dev/http';
import { Platform } from '../dev/platform';
import { App } from '../src/App';
import type { Change, NewCluster } from '../src/api/records';

/** A stream of changes that tests speak into. */
class Stream {
  onmessage: (event: MessageEvent<string>) => void = () => {};
  readonly url: string;
  closed = false;

  constructor(url: string) {
    this.url = url;
  }

  close() {
    this.closed = true;
  }
}

/** The whole console in front of an in-memory platform that stands behind `fetch`. */
export class Console {
  readonly platform = new Platform(() => Date.now());
  readonly user = userEvent.setup({ advanceTimers: (ms) => vi.advanceTimersByTime(ms) });
  /** Connections that break from now on, oldest first: before the request arrives, or after it took effect. */
  readonly broken: ('before' | 'after')[] = [];

  /** Paths whose next read sees what is there, and is never answered. */
  readonly unanswered = new Set<string>();

  /** The streams it has opened, oldest first. */
  readonly streams: Stream[] = [];

  constructor() {
    const { streams } = this;
    vi.stubGlobal(
      'EventSource',
      class extends Stream {
        constructor(url: string) {
          super(url);
          streams.push(this);
        }
      },
    );
    vi.useFakeTimers({ shouldAdvanceTime: true, now: new Date('2026-03-05T12:00:00Z') });
    vi.stubGlobal('fetch', (path: string, init: RequestInit) => this.fetch(path, init));
    onTestFinished(() => {
      vi.useRealTimers();
      vi.unstubAllGlobals();
    });
  }

  /** Opens an address of the console, as a reload does. */
  open(path: string) {
    cleanup();
    window.history.replaceState(null, '', path);
    render(<App />);
    return this;
  }

  async press(name: string | RegExp) {
    await this.user.click(await screen.findByRole('button', { name }));
  }

  async follow(name: string) {
    await this.user.click(await screen.findByRole('link', { name }));
  }

  async type(label: string | RegExp, text: string) {
    const input = await screen.findByLabelText(label);
    await this.user.clear(input);
    if (text) await this.user.type(input, text);
  }

  /** Lets time pass: states move on, pages poll. */
  async wait(milliseconds: number) {
    await act(() => vi.advanceTimersByTimeAsync(milliseconds));
  }

  /** Has the control plane tell of changes of these kinds. */
  tell(...kinds: Change['kind'][]) {
    act(() => {
      for (const kind of kinds) {
        this.streams.at(-1)?.onmessage(new MessageEvent('message', { data: JSON.stringify({ kind }) }));
      }
    });
  }

  /** What the console has sent that changes something. */
  changes() {
    return this.platform.calls.filter((call) => call.method !== 'GET' && !isQuote(call));
  }

  /** What it has asked the price of, oldest first. */
  quotes() {
    return this.platform.calls.filter(isQuote).map(({ body }) => body);
  }

  private async fetch(path: string, init: RequestInit): Promise<Response> {
    const breaks = init.method === 'GET' ? undefined : this.broken.shift();
    if (breaks === 'before') throw new TypeError('Failed to fetch');
    const body = typeof init.body === 'string' ? JSON.parse(init.body) : {};
    const url = new URL(path, 'http://console');
    const reply = this.platform.handle({
      method: init.method ?? 'GET',
      url,
      headers: new Headers(init.headers),
      body,
    });
    if (this.unanswered.delete(url.pathname)) await new Promise(() => {});
    if (breaks === 'after') throw new TypeError('Failed to fetch');
    const text = reply.body === undefined ? null : JSON.stringify(reply.body);
    return new Response(text, { status: reply.status, headers: reply.headers });
  }
}

const isQuote = ({ url }: Call) => url.pathname === '/v1/quotes';

/** A console with an organisation and a project in it. */
export function consoleWithProject() {
  const it = new Console();
  const organization = it.platform.addOrganization('Northwind');
  const project = it.platform.addProject(organization.id, 'search');
  const home = `/projects/${project.id}`;
  const newCluster = (name: string, more: Partial<Pick<NewCluster, 'deletionPolicy' | 'tiering'>> = {}) =>
    it.platform.clusters.create({ projectId: project.id, name, ...more }, organization.id);
  return { it, organization, project, home, newCluster };
}
