import type { AlertRule, Channel } from '../api/records';
import { useCurrentProject } from '../projects/queries';
import { Button } from '../ui/Button';
import { ProblemNotice } from '../ui/Problem';
import { MoreButton, Table, type Pages } from '../ui/Table';
import { useToast } from '../ui/Toast';
import { conditionText } from './conditions';
import { useDeleteRule } from './queries';

const COLUMNS = [
  ...['Name', 'When', 'Tells', 'Status'].map((name) => ({ name })),
  { name: 'Actions', hidden: true },
];

type Props = { list: Pages & { items: AlertRule[] }; channels: Channel[] };

export function RuleTable({ list, channels }: Props) {
  const remove = useDeleteRule(useCurrentProject().organizationId);
  const toast = useToast();
  const names = new Map(channels.map(({ id, name }) => [id, name]));
  return (
    <>
      {remove.error && <ProblemNotice error={remove.error} />}
      <Table label="Rules" columns={COLUMNS}>
        {list.items.map(({ id, name, condition, channelIds, enabled }) => (
          <tr key={id}>
            <th scope="row">{name}</th>
            <td>{conditionText(condition)}</td>
            <td>{channelIds.map((one) => names.get(one) ?? one).join(', ') || 'nobody'}</td>
            <td>
              <span className={`badge badge-${enabled ? 'good' : 'idle'}`}>{enabled ? 'On' : 'Off'}</span>
            </td>
            <td className="numeric">
              <Button
                look="quiet"
                className="danger"
                aria-label={`Delete ${name}`}
                busy={remove.isPending}
                onClick={() => remove.mutate(id, { onSuccess: () => toast(`Deleted ${name}`) })}
              >
                Delete
              </Button>
            </td>
          </tr>
        ))}
      </Table>
      <MoreButton list={list} label="Show more rules" />
    </>
  );
}
