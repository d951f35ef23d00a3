import type { ServiceAccount } from '../api/records';
import { EndingKeys } from '../keys/EndingKeys';
import { Switch } from '../ui/Switch';
import { useChangeAccount } from './queries';

export function SwitchAccount({ account, onClose }: { account: ServiceAccount; onClose: () => void }) {
  const change = useChangeAccount(account);
  const meaning = {
    ofDisabling: (
      <>
        Programs that sign in with it are refused with their next call, whatever tokens they have, until it is
        enabled again. Its secret and its roles stay.{' '}
        <EndingKeys organizationId={account.organizationId} creator={account} />
      </>
    ),
    ofEnabling: 'Programs that sign in with it come in again, by the secret and with the roles it had.',
  };
  return <Switch of={account} what="service account" meaning={meaning} change={change} onClose={onClose} />;
}
