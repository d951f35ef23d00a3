import { useEffect } from 'react';
import { useLocation } from 'react-router';
import { Mark } from '../ui/Mark';
import { rememberPlace } from './session';

export function SignInPage() {
  const { pathname } = useLocation();
  useEffect(() => {
    document.title = 'Sign in · Aerie';
  }, []);

  return (
    <main className="welcome">
      <div className="card">
        <Mark size={48} />
        <div className="stack">
          <h1>Aerie</h1>
          <p className="soft">
            Vector databases as a service. Sign in to see your clusters, API keys and usage.
          </p>
        </div>
        <a className="button button-primary" href="/login" onClick={() => rememberPlace(pathname)}>
          Sign in
        </a>
      </div>
    </main>
  );
}
