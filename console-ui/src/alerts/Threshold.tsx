import { SelectField, TextField } from '../ui/Field';
import { METRICS } from './conditions';

export type ThresholdText = {
  metric: string;
  comparison: 'ABOVE' | 'BELOW';
  threshold: string;
  minutes: string;
};

type Props = {
  value: ThresholdText;
  onChange: (value: ThresholdText) => void;
  messages: Record<string, string>;
};

export function Threshold({ value, onChange, messages }: Props) {
  return (
    <>
      <SelectField
        label="Metric"
        value={value.metric}
        onChange={(event) => onChange({ ...value, metric: event.target.value })}
      >
        {Object.entries(METRICS).map(([metric, name]) => (
          <option key={metric} value={metric}>
            {name}
          </option>
        ))}
      </SelectField>
      <SelectField
        label="Side"
        value={value.comparison}
        onChange={(event) =>
          onChange({ ...value, comparison: event.target.value as ThresholdText['comparison'] })
        }
      >
        <option value="ABOVE">Above</option>
        <option value="BELOW">Below</option>
      </SelectField>
      <TextField
        label="Threshold"
        inputMode="decimal"
        value={value.threshold}
        onChange={(event) => onChange({ ...value, threshold: event.target.value })}
        error={messages['condition.threshold']}
      />
      <TextField
        label="Minutes"
        hint="Over which the figure is taken, 1 to 1440."
        inputMode="numeric"
        value={value.minutes}
        onChange={(event) => onChange({ ...value, minutes: event.target.value })}
        error={messages['condition.minutes']}
      />
    </>
  );
}
