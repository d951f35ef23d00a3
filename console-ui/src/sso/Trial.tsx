import type { SsoConnection } from '../api/records';
import { Button } from '../ui/Button';
import { ProblemNotice } from '../ui/Problem';
import { useTestConnection } from './queries';

const SUBJECTS: Record<string, string> = {
  DOMAIN: 'Domain',
  METADATA: 'Provider',
  CERTIFICATES: 'Certificates',
  BROKER: 'Sign-in service',
};

/** Tries what can be tried without a person, and says what is wrong. */
export function Trial({ connection }: { connection: SsoConnection }) {
  const test = useTestConnection(connection);
  return (
    <section className="card" aria-labelledby="trial">
      <div className="card-head">
        <div>
          <h2 id="trial">Test</h2>
          <p className="soft">Changes nothing. Afterwards sign in once in a private window.</p>
        </div>
        <Button busy={test.isPending} onClick={() => test.mutate()}>
          Test connection
        </Button>
      </div>
      {test.error && <ProblemNotice error={test.error} />}
      <div role="status">
        {test.data && (
          <ul className="history" aria-label="Findings">
            {test.data.body.findings.map(({ subject, ok, message }) => (
              <li key={subject}>
                <span className="history-kind">{SUBJECTS[subject] ?? subject}</span>
                <span className={`badge badge-${ok ? 'good' : 'bad'}`}>{ok ? 'Good' : 'Wrong'}</span>
                <span className="small">{message}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}
