import type { ClusterClass } from '../api/records';
import { Choice, Choices } from '../ui/Choice';

type Props = {
  classes: ClusterClass[];
  /** Undefined leaves the choice to the region's default class. */
  chosen: string | undefined;
  error?: string;
  onChoose: (name: string) => void;
};

export function ClassChoice({ classes, chosen, error, onChoose }: Props) {
  if (classes.length === 0) return null;
  return (
    <Choices legend="Class" error={error}>
      {classes.map((one) => (
        <Choice
          key={one.name}
          name="class"
          title={one.default ? `${one.name} (default)` : one.name}
          note={noteOn(one)}
          checked={chosen ? chosen === one.name : one.default}
          onChoose={() => onChoose(one.name)}
        />
      ))}
    </Choices>
  );
}

function noteOn({ description, cpuPerUnit, memoryPerUnit }: ClusterClass): string {
  const size = [cpuPerUnit && `${cpuPerUnit} CPU`, memoryPerUnit && `${memoryPerUnit} memory`].filter(
    Boolean,
  );
  const perUnit = size.length > 0 ? `${size.join(' and ')} a unit.` : null;
  return [description, perUnit].filter(Boolean).join(' ');
}
