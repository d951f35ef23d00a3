import type { ServiceAccount } from '../api/records';
import { Switch } from '../ui/Switch';
import { useChangeAccount } from './queries';

const MEANING = {
  ofDisabling:
    'Programs that sign in with it are refused with their next call, whatever tokens they have, until it is enabled again. Its secret and its roles stay.',
  ofEnabling: 'Programs that sign in with it come in again, by the secret and with the roles it had.',
};

export function SwitchAccount({ account, onClose }: { account: ServiceAccount; onClose: () => void }) {
  const change = useChangeAccount(account);
  return <Switch of={account} what="service account" meaning={MEANING} change={change} onClose={onClose} />;
}
