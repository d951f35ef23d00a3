import { Link } from 'react-router';
import type { ApiKeyWithSecret } from '../api/records';
import { SecretShown } from '../ui/Secret';

export function SecretPage({ apiKey }: { apiKey: ApiKeyWithSecret }) {
  return (
    <SecretShown
      title="Your new API key"
      of={apiKey.name}
      what="API key"
      secret={apiKey.secret}
      whenLost="If it is lost, create another and revoke this one."
    >
      <div>
        <Link className="button button-primary" to={`/projects/${apiKey.projectId}/keys`}>
          I have copied it
        </Link>
      </div>
    </SecretShown>
  );
}
