/** An RFC 9457 problem body, as every `/v1` failure carries one. */
export type Problem = {
  title: string;
  status: number;
  detail: string;
  code: string;
  traceId?: string;
  fields?: { field: string; message: string }[];
};

/** A request that failed: refused by the control plane, or never answered (code `UNREACHABLE`). */
export class ApiError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.name = 'ApiError';
    this.problem = problem;
  }

  get signedOut(): boolean {
    return this.problem.status === 401;
  }

  get notFound(): boolean {
    return this.problem.status === 404;
  }
}

export function unreachable(): ApiError {
  return new ApiError({
    title: 'No answer',
    status: 0,
    code: 'UNREACHABLE',
    detail: 'The control plane did not answer. Check your connection, then try again; clusters keep serving.',
  });
}

/** Reads the problem of a failed answer; a proxy in between may have sent something else. */
export async function problemOf(answer: Response): Promise<ApiError> {
  const body = (await answer.json().catch(() => ({}))) as Partial<Problem>;
  return new ApiError({
    ...body,
    title: body.title ?? 'Request failed',
    status: answer.status,
    code: body.code ?? `HTTP_${answer.status}`,
    detail: body.detail ?? `The control plane answered ${answer.status}. Try again in a moment.`,
  });
}

/** The messages of a failed form by field name; empty when the failure is not about fields. */
export function fieldMessages(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {};
  const { code, detail, fields = [] } = error.problem;
  if (code === 'NAME_TAKEN') return { name: detail };
  return Object.fromEntries(fields.map(({ field, message }) => [field, message]));
}
