import { useState } from 'react';
import { fieldMessages } from '../api/problem';
import type { SsoConnection } from '../api/records';
import { useMembers } from '../members/queries';
import { Button } from '../ui/Button';
import { SelectField } from '../ui/Field';
import { Form } from '../ui/Form';
import { Loaded } from '../ui/Loaded';
import { useChangeConnection } from './queries';

type Props = { connection: SsoConnection; etag: string | null };

/** The switch after which people of the domain come by the provider only, but for one owner. */
export function Enforcement({ connection, etag }: Props) {
  const enforce = useChangeConnection(connection, etag);
  const members = useMembers(connection.organizationId);
  const owners = members.items.filter(({ role, disabled }) => role === 'ORGANIZATION_OWNER' && !disabled);
  const [chosen, setChosen] = useState(connection.breakGlassUserId ?? '');
  const breakGlassUserId = chosen || owners[0]?.userId;

  const submit = () =>
    enforce.mutateAsync(connection.enforced ? { enforced: false } : { enforced: true, breakGlassUserId });

  return (
    <section className="card" aria-labelledby="enforcement">
      <h2 id="enforcement">Enforcement</h2>
      <p className="soft">
        {connection.enforced
          ? `People of ${connection.domain} sign in by the provider only. API keys go on.`
          : `People of ${connection.domain} may still sign in by other means.`}
      </p>
      <Loaded query={members}>
        {() => (
          <Form error={enforce.error} fields={['breakGlassUserId']} onSubmit={submit}>
            <SelectField
              label="Break-glass owner"
              hint="May still sign in with a password, for the day the provider is away."
              value={breakGlassUserId}
              disabled={connection.enforced}
              onChange={(event) => setChosen(event.target.value)}
              error={fieldMessages(enforce.error).breakGlassUserId}
            >
              {owners.map(({ userId, name }) => (
                <option key={userId} value={userId}>
                  {name}
                </option>
              ))}
            </SelectField>
            <div>
              <Button type="submit" look={connection.enforced ? 'plain' : 'danger'} busy={enforce.isPending}>
                {connection.enforced ? 'Stop enforcing' : 'Enforce single sign-on'}
              </Button>
            </div>
          </Form>
        )}
      </Loaded>
    </section>
  );
}
