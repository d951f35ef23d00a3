import { Link } from 'react-router';
import { useCurrentProject } from '../projects/queries';
import { Loaded } from '../ui/Loaded';
import { Empty, Page } from '../ui/Page';
import { ChannelTable } from './ChannelTable';
import { DeliveryLog } from './DeliveryLog';
import { useChannels, useRules } from './queries';
import { RuleTable } from './RuleTable';

/** When somebody is told, how, and what was sent. */
export function AlertPage() {
  const project = useCurrentProject();
  const rules = useRules(project.organizationId);
  const channels = useChannels(project.organizationId);
  const to = (path: string) => `/projects/${project.id}/alerts/${path}`;
  return (
    <Page
      title="Alerts"
      lead="For all clusters of your organisation"
      actions={
        <>
          <Link className="button" to={to('channels/new')}>
            Add channel
          </Link>
          <Link className="button button-primary" to={to('rules/new')}>
            Create rule
          </Link>
        </>
      }
    >
      <Loaded query={rules}>
        {() =>
          rules.items.length > 0 ? (
            <RuleTable list={rules} channels={channels.items} />
          ) : (
            <Empty title="No rule yet">
              A rule says when somebody is told: a failed backup, a region that is away, a metric beyond its
              threshold. Add a channel first, by which they are told.
            </Empty>
          )
        }
      </Loaded>
      <ChannelTable channels={channels} />
      <DeliveryLog channels={channels.items} />
    </Page>
  );
}
