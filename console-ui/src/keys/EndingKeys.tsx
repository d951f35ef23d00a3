import { isUsable } from './KeyStatus';
import { useKeysOf } from './queries';

type Props = { organizationId: string; creator: { id: string; name: string } };

/** Says which API keys end with who made them. */
export function EndingKeys({ organizationId, creator: { id, name } }: Props) {
  const keys = useKeysOf(organizationId, id);
  const ending = keys.items.filter(isUsable).map((key) => key.name);
  if (keys.isPending) return <>Looking for API keys made by {name}…</>;
  if (keys.error) return <>API keys made by {name} end for good; which these are could not be read.</>;
  if (ending.length === 0 && !keys.hasNextPage) return <>No API key ends with this.</>;
  return (
    <>
      API keys made by {name} end for good: <strong>{ending.join(', ')}</strong>
      {keys.hasNextPage && ' and more'}. Rotate those that others rely on first: a successor is of whoever
      makes it.
    </>
  );
}
