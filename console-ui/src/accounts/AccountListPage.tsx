import { useState } from 'react';
import { Link } from 'react-router';
import type { ServiceAccount, ServiceAccountWithSecret } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Button } from '../ui/Button';
import { Loaded } from '../ui/Loaded';
import { Empty, Page } from '../ui/Page';
import { MoreButton } from '../ui/Table';
import { AccountSecret } from './AccountSecret';
import { AccountTable } from './AccountTable';
import { DeleteAccount } from './DeleteAccount';
import { useAccounts } from './queries';
import { RotateSecret } from './RotateSecret';
import { SwitchAccount } from './SwitchAccount';

/** What is being asked about: nothing is done before it is confirmed. */
type Asked = { account: ServiceAccount; about: 'secret' | 'switch' | 'deletion' };

export function AccountListPage() {
  const project = useCurrentProject();
  const accounts = useAccounts(project.organizationId);
  const [asked, setAsked] = useState<Asked | null>(null);
  const [rotated, setRotated] = useState<ServiceAccountWithSecret | null>(null);
  const some = accounts.items.length > 0;
  const close = () => setAsked(null);
  const create = (
    <Link className="button button-primary" to={`/projects/${project.id}/service-accounts/new`}>
      Create service account
    </Link>
  );

  if (rotated) {
    return (
      <AccountSecret title="The new secret" account={rotated}>
        <Button look="primary" onClick={() => setRotated(null)}>
          I have copied it
        </Button>
      </AccountSecret>
    );
  }
  return (
    <Page
      title="Service accounts"
      lead="Programs of your organisation that sign in by OAuth 2.0 client credentials"
      actions={some && create}
    >
      <Loaded query={accounts}>
        {() =>
          some ? (
            <AccountTable
              accounts={accounts.items}
              onRotate={(account) => setAsked({ account, about: 'secret' })}
              onSwitch={(account) => setAsked({ account, about: 'switch' })}
              onDelete={(account) => setAsked({ account, about: 'deletion' })}
            />
          ) : (
            <Empty title="No service account yet" action={create}>
              For programs that speak OAuth 2.0, such as pipelines that deploy. They have roles as people do,
              and stand in the audit log under their names. Milvus clients use API keys instead.
            </Empty>
          )
        }
      </Loaded>
      <MoreButton list={accounts} label="Show more service accounts" />
      {asked?.about === 'secret' && (
        <RotateSecret account={asked.account} onClose={close} onRotated={setRotated} />
      )}
      {asked?.about === 'switch' && <SwitchAccount account={asked.account} onClose={close} />}
      {asked?.about === 'deletion' && <DeleteAccount account={asked.account} onClose={close} />}
    </Page>
  );
}
