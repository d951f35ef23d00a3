import { useState } from 'react';
import type { AlertRule, Channel } from '../api/records';
import { Button } from '../ui/Button';
import { MoreButton, Table, type Pages } from '../ui/Table';
import { conditionText } from './conditions';
import { DeleteRule } from './DeleteRule';

const COLUMNS = [
  ...['Name', 'When', 'Tells', 'Status'].map((name) => ({ name })),
  { name: 'Actions', hidden: true },
];

type Props = { list: Pages & { items: AlertRule[] }; channels: Channel[] };

export function RuleTable({ list, channels }: Props) {
  const [going, setGoing] = useState<AlertRule>();
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  return (
    <>
      <Table label="Rules" columns={COLUMNS}>
        {list.items.map((rule) => (
          <tr key={rule.id}>
            <th scope="row">{rule.name}</th>
            <td>{conditionText(rule.condition)}</td>
            <td>{rule.channelIds.map((one) => names.get(one) ?? one).join(', ') || 'nobody'}</td>
            <td>
              <span className={`badge badge-${rule.enabled ? 'good' : 'idle'}`}>
                {rule.enabled ? 'On' : 'Off'}
              </span>
            </td>
            <td className="numeric">
              <Button
                look="quiet"
                className="danger"
                aria-label={`Delete ${rule.name}`}
                onClick={() => setGoing(rule)}
              >
                Delete
              </Button>
            </td>
          </tr>
        ))}
      </Table>
      <MoreButton list={list} label="Show more rules" />
      {going && <DeleteRule rule={going} onClose={() => setGoing(undefined)} />}
    </>
  );
}
