import type { AlertRule, Channel, Delivery, NewAlertRule, NewChannel } from '../src/api/records';
import { created, ok, page, wrong, type Route } from './http.ts';

/** Rules, channels and what was sent, of one organisation. */
export class Alerts {
  readonly rules: AlertRule[] = [];
  readonly channels: Channel[] = [];
  readonly deliveries: Delivery[] = [];
  /** Why channels refuse what is sent to them; they take it when there is no reason. */
  refusal: string | undefined;
  private readonly time: () => string;
  private readonly newId: (prefix: string) => string;

  constructor(time: () => string, newId: (prefix: string) => string) {
    this.time = time;
    this.newId = newId;
  }

  addRule(wanted: NewAlertRule): AlertRule {
    if (!wanted.name) throw wrong('name', 'must not be empty');
    if (wanted.condition.threshold === null) throw wrong('condition.threshold', 'is required');
    const made = { ...wanted, id: this.newId('rul'), enabled: true };
    this.rules.push(made);
    return made;
  }

  addChannel(wanted: NewChannel): Channel {
    if (!wanted.name) throw wrong('name', 'must not be empty');
    if (wanted.email?.addresses.length === 0) throw wrong('email.addresses', 'must have an address');
    const { webhook, ...rest } = wanted;
    const made = { ...rest, id: this.newId('nch'), ...(webhook ? { webhook: { url: webhook.url } } : {}) };
    this.channels.push(made);
    return made;
  }

  deliver(channelId: string, more: Partial<Delivery> = {}) {
    this.deliveries.unshift({
      id: this.newId('ntf'),
      channelId,
      kind: 'ALERT',
      title: 'busy clusters: papers',
      text: 'busy_ratio of cluster papers is 0.91, above 0.8.',
      state: 'DELIVERED',
      attempts: 1,
      lastError: null,
      createdAt: this.time(),
      ...more,
    });
  }

  readonly routes: Route[] = [
    ['GET', /^\/v1\/organizations\/([^/]+)\/alert-rules$/, ({ url }) => page(this.rules, url)],
    [
      'POST',
      /^\/v1\/organizations\/([^/]+)\/alert-rules$/,
      ({ body }) => created(this.addRule(body as NewAlertRule)),
    ],
    [
      'DELETE',
      /^\/v1\/organizations\/([^/]+)\/alert-rules\/([^/]+)$/,
      (_, __, id) => {
        this.rules.splice(
          this.rules.findIndex((one) => one.id === id),
          1,
        );
        return { status: 204 };
      },
    ],
    ['GET', /^\/v1\/organizations\/([^/]+)\/notification-channels$/, ({ url }) => page(this.channels, url)],
    [
      'POST',
      /^\/v1\/organizations\/([^/]+)\/notification-channels$/,
      ({ body }) => created(this.addChannel(body as NewChannel)),
    ],
    [
      'POST',
      /^\/v1\/organizations\/([^/]+)\/notification-channels\/([^/:]+):test$/,
      () => ok({ delivered: !this.refusal, error: this.refusal }),
    ],
    ['GET', /^\/v1\/organizations\/([^/]+)\/notifications$/, ({ url }) => page(this.deliveries, url)],
  ];
}
