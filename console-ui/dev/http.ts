import type { Problem } from '../src/api/problem';

export type Call = { method: string; url: URL; headers: Headers; body: Record<string, unknown> };
export type Reply = { status: number; body?: unknown; headers?: Record<string, string> };

/** How one address is answered; the ids are what its path has in brackets. */
export type Route = [method: string, path: RegExp, answer: (call: Call, id: string, inner: string) => Reply];

export const ok = (body: unknown, etag?: string): Reply => tagged(200, body, etag);
export const created = (body: unknown): Reply => tagged(201, body);

export function tagged(status: number, body: unknown, etag?: string): Reply {
  return { status, body, headers: etag ? { ETag: etag } : {} };
}

/** A request that the fixture refuses as the control plane would. */
export class Refusal extends Error {
  readonly problem: Problem;

  constructor(status: number, code: string, detail: string, fields?: Problem['fields']) {
    super(detail);
    this.problem = {
      status,
      code,
      detail,
      title: code.toLowerCase().replaceAll('_', ' '),
      traceId: '4bf92f3577',
      fields,
    };
  }
}

export function wrong(field: string, message: string): Refusal {
  return new Refusal(400, 'INVALID_FIELD', `${field}: ${message}`, [{ field, message }]);
}

/** One page of a list; the cursor is the place in the list. */
export function page<T>(items: T[], { searchParams }: URL): Reply {
  const limit = Number(searchParams.get('limit') ?? 50);
  const start = Number(searchParams.get('cursor') ?? 0);
  const end = start + limit;
  return {
    status: 200,
    body: { items: items.slice(start, end), nextCursor: end < items.length ? String(end) : null },
  };
}
