import { problemOf, unreachable } from './problem';

/** A body with the version it had, which a later change names in If-Match. */
export type Versioned<T> = { body: T; etag: string | null };

type Request = {
  method: string;
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
  signal?: AbortSignal;
};

const TRIES_WHEN_THE_CONNECTION_BREAKS = 3;

export const api = {
  get: <T>(path: string, signal?: AbortSignal) => send<T>({ method: 'GET', path, signal }),

  /** Safe to send again after a broken connection: every try carries the same idempotency key. */
  post: <T>(path: string, body?: unknown) =>
    resend<T>({ method: 'POST', path, body, headers: { 'Idempotency-Key': randomKey() } }),

  /** A question too long for an address: nothing changes by it, so it needs no idempotency key. */
  ask: <T>(path: string, body: unknown, signal?: AbortSignal) =>
    send<T>({ method: 'POST', path, body, signal }),

  patch: <T>(path: string, body: unknown, etag: string | null) =>
    send<T>({ method: 'PATCH', path, body, headers: etag ? { 'If-Match': etag } : {} }),

  /** Changes what is there now, whatever was shown before. */
  patchNewest: async <T>(path: string, body: unknown) => {
    const { etag } = await api.get<T>(path);
    return api.patch<T>(path, body, etag);
  },

  delete: <T>(path: string) => send<T>({ method: 'DELETE', path }),
};

async function resend<T>(request: Request): Promise<Versioned<T>> {
  for (let left = TRIES_WHEN_THE_CONNECTION_BREAKS - 1; left > 0; left--) {
    const answer = await fetchOnce(request).catch(() => null);
    if (answer) return read<T>(answer);
  }
  return send<T>(request);
}

async function send<T>(request: Request): Promise<Versioned<T>> {
  const answer = await fetchOnce(request).catch((failure: unknown) => {
    throw request.signal?.aborted ? failure : unreachable();
  });
  return read<T>(answer);
}

function fetchOnce({ method, path, body, headers, signal }: Request): Promise<Response> {
  return fetch(path, {
    method,
    signal,
    credentials: 'same-origin',
    headers: {
      Accept: 'application/json',
      // The control plane refuses a change without this header: another site's form cannot send it.
      ...(method === 'GET' ? {} : { 'X-Aerie-Console': '1' }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      ...headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
}

async function read<T>(answer: Response): Promise<Versioned<T>> {
  if (!answer.ok) throw await problemOf(answer);
  const text = await answer.text();
  return { body: (text ? JSON.parse(text) : undefined) as T, etag: answer.headers.get('ETag') };
}

function randomKey(): string {
  // crypto.randomUUID is missing on plain http; getRandomValues is not.
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
