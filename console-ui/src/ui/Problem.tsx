import { ApiError } from '../api/problem';
import { Button } from './Button';

type Props = { error: unknown; retry?: () => void };

/** What went wrong, in the control plane's own words, with what support needs to find it. */
export function ProblemNotice({ error, retry }: Props) {
  const problem = error instanceof ApiError ? error.problem : null;
  return (
    <div className="notice" role="alert">
      <p className="notice-title">{problem?.title ?? 'The console failed'}</p>
      <p>{problem?.detail ?? 'Reload the page. If it fails again, tell your administrator what you did.'}</p>
      {problem && (
        <p className="small soft">
          Code <code>{problem.code}</code>
          {problem.traceId && (
            <>
              {' '}
              · trace <code>{problem.traceId}</code>
            </>
          )}
        </p>
      )}
      {retry && <Button onClick={retry}>Try again</Button>}
    </div>
  );
}
