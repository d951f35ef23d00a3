import { useEffect, type ReactNode } from 'react';
import { useLocation } from 'react-router';
import { ApiError } from '../api/problem';
import { ProblemNotice } from '../ui/Problem';
import { Skeleton } from '../ui/Loaded';
import { useSession, forgetPlace } from './session';
import { SignInPage } from './SignInPage';

/** Lets people in who are signed in, and shows all others where to sign in. */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useSession();
  const { pathname } = useLocation();
  const signedIn = Boolean(session.data);

  useEffect(() => {
    if (signedIn && pathname !== '/') forgetPlace();
  }, [signedIn, pathname]);

  if (session.data) return children;
  if (session.data === null) return <SignInPage />;
  return (
    <main className="welcome">
      {session.error ? (
        <div className="stack">
          <ProblemNotice error={session.error} retry={() => void session.refetch()} />
          {isRefused(session.error) && (
            // A session that is refused would be refused again: it ends first.
            <a className="button button-primary" href="/logout">
              Sign in again
            </a>
          )}
        </div>
      ) : (
        <Skeleton />
      )}
    </main>
  );
}

function isRefused(error: Error): boolean {
  return error instanceof ApiError && error.problem.status === 403;
}
