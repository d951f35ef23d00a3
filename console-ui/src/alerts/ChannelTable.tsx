import type { Channel } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Button } from '../ui/Button';
import { Loaded } from '../ui/Loaded';
import { ProblemNotice } from '../ui/Problem';
import { Table } from '../ui/Table';
import { useToast } from '../ui/Toast';
import { destinationOf } from './conditions';
import { useTestChannel } from './queries';

const COLUMNS = [...['Name', 'Sends to'].map((name) => ({ name })), { name: 'Actions', hidden: true }];

type Props = { channels: { items: Channel[] } & Parameters<typeof Loaded>[0]['query'] };

export function ChannelTable({ channels }: Props) {
  const test = useTestChannel(useCurrentProject().organizationId);
  const toast = useToast();

  async function send({ id, name }: Channel) {
    const { body } = await test.mutateAsync(id);
    toast(body.delivered ? `${name} took a notice` : `${name} did not take it: ${body.error}`);
  }

  return (
    <div className="stack">
      <h2>Channels</h2>
      {test.error && <ProblemNotice error={test.error} />}
      <Loaded query={channels}>
        {() =>
          channels.items.length === 0 ? (
            <p className="soft">
              No channel yet: e-mail, a signed webhook, or an address that takes Slack’s.
            </p>
          ) : (
            <Table label="Channels" columns={COLUMNS}>
              {channels.items.map((channel) => (
                <tr key={channel.id}>
                  <th scope="row">{channel.name}</th>
                  <td>{destinationOf(channel)}</td>
                  <td className="numeric">
                    <Button
                      look="quiet"
                      aria-label={`Test ${channel.name}`}
                      busy={test.isPending}
                      onClick={() => void send(channel).catch(() => {})}
                    >
                      Test
                    </Button>
                  </td>
                </tr>
              ))}
            </Table>
          )
        }
      </Loaded>
    </div>
  );
}
