import { useEffect, type ReactNode } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { ProblemNotice } from '../ui/Problem';
import { Skeleton } from '../ui/Loaded';
import { useSession, takeRememberedPlace } from './session';
import { SignInPage } from './SignInPage';

/** Lets people in who are signed in, and shows all others where to sign in. */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useSession();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const signedIn = Boolean(session.data);

  useEffect(() => {
    const place = signedIn && pathname === '/' ? takeRememberedPlace() : null;
    if (place) void navigate(place, { replace: true });
  }, [signedIn, pathname, navigate]);

  if (session.data) return children;
  if (session.data === null) return <SignInPage />;
  return (
    <main className="welcome">
      {session.error ? (
        <ProblemNotice error={session.error} retry={() => void session.refetch()} />
      ) : (
        <Skeleton />
      )}
    </main>
  );
}
