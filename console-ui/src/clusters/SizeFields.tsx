import { TextField } from '../ui/Field';

/** As typed; the control plane judges it. */
export type SizeText = { units: string; replicas: string };

type Props = { size: SizeText; onChange: (size: SizeText) => void; messages: Record<string, string> };

export function SizeFields({ size, onChange, messages }: Props) {
  return (
    <div className="field-pair">
      <TextField
        type="number"
        min={1}
        max={32}
        label="Units"
        hint="How large each replica is: memory, CPU and cache grow with it. 1 to 32."
        value={size.units}
        onChange={(event) => onChange({ ...size, units: event.target.value })}
        error={messages.units}
      />
      <TextField
        type="number"
        min={1}
        max={8}
        label="Replicas"
        hint="How many of them answer: more searches a second, and one may fail. 1 to 8."
        value={size.replicas}
        onChange={(event) => onChange({ ...size, replicas: event.target.value })}
        error={messages.replicas}
      />
    </div>
  );
}

/** Whether both are whole numbers that a quote can be asked for. */
export function isSize(size: SizeText): boolean {
  return Object.values(sizeFrom(size)).every((number) => Number.isInteger(number) && number > 0);
}

export function sizeFrom({ units, replicas }: SizeText): { units: number; replicas: number } {
  return { units: Number(units), replicas: Number(replicas) };
}
