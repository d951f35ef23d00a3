import type { Region } from '../api/records';
import { Choice, Choices } from '../ui/Choice';

type Props = { regions: Region[]; chosen: string; error?: string; onChoose: (name: string) => void };

export function RegionChoice({ regions, chosen, error, onChoose }: Props) {
  return (
    <Choices legend="Region" error={error}>
      {regions.map((region) => (
        <Choice
          key={region.name}
          name="region"
          title={region.name}
          note={noteOn(region)}
          checked={region.name === chosen}
          disabled={!region.available}
          onChoose={() => onChoose(region.name)}
        />
      ))}
    </Choices>
  );
}

function noteOn(region: Region): string {
  const where = region.kind === 'BYOC' ? `Your own account · ${region.cloud}` : `Managed · ${region.cloud}`;
  return region.available ? where : `${where} · not reachable at the moment`;
}
