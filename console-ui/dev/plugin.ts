import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { Platform } from './platform.ts';
import { seed } from './seed.ts';

/** Answers `/v1`, `/login` and `/logout` of the dev server from memory. `AERIE_FIXTURE=empty` starts with nothing. */
export function fixturePlatform(): Plugin {
  const clock = { ago: 0 };
  const platform = new Platform(() => Date.now() - clock.ago);
  if (process.env.AERIE_FIXTURE !== 'empty') seed(platform, clock);

  return {
    name: 'aerie-fixture',
    apply: (_, { command, mode }) => command === 'serve' && mode !== 'test',
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const url = new URL(request.url ?? '/', 'http://console');
        if (url.pathname === '/login' || url.pathname === '/logout') {
          platform.signedIn = url.pathname === '/login';
          response.writeHead(302, { Location: '/' }).end();
        } else if (url.pathname.startsWith('/v1/')) {
          void answer(platform, url, request, response);
        } else {
          next();
        }
      });
    },
  };
}

async function answer(platform: Platform, url: URL, request: IncomingMessage, response: ServerResponse) {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString();
  const headers = new Headers(request.headers as Record<string, string>);
  const reply = platform.handle({
    method: request.method ?? 'GET',
    url,
    headers,
    body: text ? JSON.parse(text) : {},
  });
  response.writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers });
  response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
}
