import { Link } from 'react-router';
import type { ApiKeyWithSecret } from '../api/records';
import { Snippet } from '../ui/Copy';
import { Page } from '../ui/Page';

/** The only time the secret of a key is seen: the control plane keeps no more than its hash. */
export function SecretPage({ apiKey }: { apiKey: ApiKeyWithSecret }) {
  return (
    <Page title="Your new API key" lead={apiKey.name}>
      <section className="notice notice-good" aria-label="Secret">
        <p className="notice-title">Copy it now: it is not shown again</p>
        <p>Keep it where your program keeps secrets. If it is lost, create another and revoke this one.</p>
      </section>
      <Snippet text={apiKey.secret} what="API key" />
      <div>
        <Link className="button button-primary" to={`/projects/${apiKey.projectId}/keys`}>
          I have copied it
        </Link>
      </div>
    </Page>
  );
}
