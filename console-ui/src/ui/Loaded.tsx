import type { ReactNode } from 'react';
import { ProblemNotice } from './Problem';

type Query = { isPending: boolean; error: Error | null; data: unknown; refetch: () => unknown };
type Props = { query: Query; children: () => ReactNode };

/** Loading, failed, or there. What is there stays visible when reading it again fails. */
export function Loaded({ query, children }: Props) {
  const problem = query.error && <ProblemNotice error={query.error} retry={() => void query.refetch()} />;
  if (query.data !== undefined) {
    return (
      <>
        {problem}
        {children()}
      </>
    );
  }
  return problem ?? <Skeleton />;
}

export function Skeleton() {
  return (
    <div className="skeleton" role="status" aria-label="Loading">
      <span />
      <span />
      <span />
    </div>
  );
}
