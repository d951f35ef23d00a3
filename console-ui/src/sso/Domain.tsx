import type { SsoConnection } from '../api/records';
import { Button } from '../ui/Button';
import { ProblemNotice } from '../ui/Problem';
import { Ago } from '../ui/Time';
import { Known } from './ProviderSide';
import { useVerifyDomain } from './queries';

/** The proof that the domain is the organisation's: nobody comes through the connection before. */
export function Domain({ connection }: { connection: SsoConnection }) {
  const verify = useVerifyDomain(connection);
  const { domain, domainRecord, domainVerifiedAt } = connection;
  return (
    <section className="card" aria-labelledby="domain">
      <div className="card-head">
        <div>
          <h2 id="domain">Domain</h2>
          <p className="soft">
            {domainVerifiedAt ? (
              <>
                {domain} is yours, verified <Ago at={domainVerifiedAt} />.
              </>
            ) : (
              <>
                Add this TXT record to the DNS of {domain}, then verify it. Until then nobody comes through.
              </>
            )}
          </p>
        </div>
        {!domainVerifiedAt && (
          <Button look="primary" busy={verify.isPending} onClick={() => verify.mutate()}>
            Verify domain
          </Button>
        )}
      </div>
      {verify.error && <ProblemNotice error={verify.error} />}
      <dl className="stack">
        <Known name="TXT record" value={domainRecord.name} />
        <Known name="Its value" value={domainRecord.value} />
      </dl>
    </section>
  );
}
