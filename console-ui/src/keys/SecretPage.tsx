import { Link } from 'react-router';
import type { ApiKeyWithSecret } from '../api/records';
import { Button } from '../ui/Button';
import { SecretShown } from '../ui/Secret';

type Props = {
  apiKey: ApiKeyWithSecret;
  /** What follows where this stands in place of the list of keys; else a link leads there. */
  onDone?: () => void;
};

export function SecretPage({ apiKey, onDone }: Props) {
  return (
    <SecretShown
      title="Your new API key"
      of={apiKey.name}
      what="API key"
      secret={apiKey.secret}
      whenLost="If it is lost, create another and revoke this one."
    >
      <div>
        {onDone ? (
          <Button look="primary" onClick={onDone}>
            I have copied it
          </Button>
        ) : (
          <Link className="button button-primary" to={`/projects/${apiKey.projectId}/keys`}>
            I have copied it
          </Link>
        )}
      </div>
    </SecretShown>
  );
}
