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
          note={`${one.description ? `${one.description} ` : ''}${one.cpuPerUnit} CPU and ${one.memoryPerUnit} memory a unit.`}
          checked={chosen ? chosen === one.name : one.default}
          onChoose={() => onChoose(one.name)}
        />
      ))}
    </Choices>
  );
}
