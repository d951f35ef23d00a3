import { Choice, Choices } from '../ui/Choice';

type Props = { legend: string; chosen: boolean; onChange: (chosen: boolean) => void };

/** Whether a restore of a backup is tried once it is made. */
export function VerifyChoice({ legend, chosen, onChange }: Props) {
  return (
    <Choices legend={legend}>
      <Choice
        type="checkbox"
        name="verify"
        title="Try to restore it"
        note="It is restored beside the cluster and compared, then the trial is removed."
        checked={chosen}
        onChoose={() => onChange(!chosen)}
      />
    </Choices>
  );
}
