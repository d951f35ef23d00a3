import { useState } from 'react';
import { fieldMessages } from '../api/problem';
import type { SsoConnection } from '../api/records';
import { useMembers } from '../members/queries';
import { Button } from '../ui/Button';
import { SelectField } from '../ui/Field';
import { Loaded } from '../ui/Loaded';
import { MoreButton } from '../ui/Table';
import { ConfirmEnforcement } from './ConfirmEnforcement';
import { useChangeConnection } from './queries';

type Props = { connection: SsoConnection; etag: string | null };

/** The switch after which people of the domain come by the provider only, but for one owner. */
export function Enforcement({ connection, etag }: Props) {
  const { enforced, domain, breakGlassUserId } = connection;
  const change = useChangeConnection(connection, etag);
  const members = useMembers(connection.organizationId);
  const owners = members.items.filter(({ role, disabled }) => role === 'ORGANIZATION_OWNER' && !disabled);
  const [chosen, setChosen] = useState('');
  const [asking, setAsking] = useState(false);
  const owner = (enforced && breakGlassUserId) || chosen;
  const nameOf = (id: string) => members.items.find(({ userId }) => userId === id)?.name ?? id;

  return (
    <section className="card" aria-labelledby="enforcement">
      <h2 id="enforcement">Enforcement</h2>
      <p className="soft">
        {enforced
          ? `People of ${domain} sign in by the provider only. API keys go on.`
          : `People of ${domain} may still sign in by other means.`}
      </p>
      <Loaded query={members}>
        {() => (
          <div className="stack">
            <SelectField
              label="Break-glass owner"
              hint="May still sign in with a password, for the day the provider is away."
              value={owner}
              disabled={enforced}
              onChange={(event) => setChosen(event.target.value)}
              error={fieldMessages(change.error).breakGlassUserId}
            >
              {enforced ? (
                <option value={owner}>{nameOf(owner)}</option>
              ) : (
                <>
                  <option value="">Choose an owner</option>
                  {owners.map(({ userId, name }) => (
                    <option key={userId} value={userId}>
                      {name}
                    </option>
                  ))}
                </>
              )}
            </SelectField>
            {!enforced && <MoreButton list={members} label="Look for more owners" />}
            <div>
              <Button
                look={enforced ? 'plain' : 'danger'}
                disabled={!owner}
                onClick={() => {
                  change.reset();
                  setAsking(true);
                }}
              >
                {enforced ? 'Stop enforcing' : 'Enforce single sign-on'}
              </Button>
            </div>
          </div>
        )}
      </Loaded>
      {asking && (
        <ConfirmEnforcement
          connection={connection}
          owner={{ id: owner, name: nameOf(owner) }}
          change={change}
          onClose={() => setAsking(false)}
        />
      )}
    </section>
  );
}
