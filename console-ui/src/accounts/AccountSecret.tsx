import type { ReactNode } from 'react';
import type { ServiceAccountWithSecret } from '../api/records';
import { Snippet } from '../ui/Copy';
import { SecretShown } from '../ui/Secret';

type Props = { title: string; account: ServiceAccountWithSecret; children: ReactNode };

/** A secret, and how a program signs in with it. */
export function AccountSecret({ title, account, children }: Props) {
  return (
    <SecretShown
      title={title}
      of={account.name}
      what="secret"
      secret={account.secret}
      whenLost="If it is lost, make a new one: it takes the place of this."
    >
      <section className="stack" aria-labelledby="token">
        <h2 id="token">Getting a token</h2>
        <Snippet
          what="token request"
          text={`curl -d grant_type=client_credentials -d client_id=${account.id} -d client_secret=… ${account.tokenUrl}`}
        />
        <p className="soft">
          The access token of the answer goes along as <code>Authorization: Bearer</code>. It holds for
          minutes; ask for another when it ends.
        </p>
      </section>
      <div>{children}</div>
    </SecretShown>
  );
}
