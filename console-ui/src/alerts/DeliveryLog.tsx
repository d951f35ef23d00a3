import type { Channel, Delivery } from '../api/records';
import type { Tone } from '../clusters/state';
import { useCurrentProject } from '../projects/queries';
import { Loaded } from '../ui/Loaded';
import { MoreButton } from '../ui/Table';
import { Ago } from '../ui/Time';
import { useDeliveries } from './queries';

const STATES: Record<Delivery['state'], { name: string; tone: Tone }> = {
  PENDING: { name: 'Waiting', tone: 'busy' },
  DELIVERED: { name: 'Delivered', tone: 'good' },
  FAILED: { name: 'Failed', tone: 'bad' },
};

/** What was sent, newest first, and what could not be. */
export function DeliveryLog({ channels }: { channels: Channel[] }) {
  const deliveries = useDeliveries(useCurrentProject().organizationId);
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  return (
    <section className="card" aria-labelledby="deliveries">
      <h2 id="deliveries">Delivery log</h2>
      <Loaded query={deliveries}>
        {() =>
          deliveries.items.length === 0 ? (
            <p className="soft">Nothing was sent yet.</p>
          ) : (
            <ol className="history">
              {deliveries.items.map((delivery) => (
                <Entry key={delivery.id} delivery={delivery} to={names.get(delivery.channelId)} />
              ))}
            </ol>
          )
        }
      </Loaded>
      <MoreButton list={deliveries} label="Show older" />
    </section>
  );
}

function Entry({ delivery, to = 'a channel that is gone' }: { delivery: Delivery; to?: string }) {
  const { name, tone } = STATES[delivery.state];
  return (
    <li>
      <span className="history-kind">{delivery.title}</span>
      <span className={`badge badge-${tone}`}>{name}</span>
      <span className="soft small">
        to {to}, <Ago at={delivery.createdAt} />
        {delivery.attempts > 1 && `, ${delivery.attempts} attempts`}
      </span>
      <p className="small">{delivery.text}</p>
      {delivery.lastError && <p className="field-error">{delivery.lastError}</p>}
    </li>
  );
}
