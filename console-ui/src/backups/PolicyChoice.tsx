import { Choice, Choices } from '../ui/Choice';

type Props = { chosen: boolean; error?: string; onChange: (chosen: boolean) => void };

/** Whether a new cluster has a schedule of backups from the beginning. */
export function PolicyChoice({ chosen, error, onChange }: Props) {
  return (
    <Choices legend="Backups" error={error}>
      <Choice
        type="checkbox"
        name="backupPolicy"
        title="Back it up every night"
        note="At three, your time; the last seven are kept. Its page Backups changes that later."
        checked={chosen}
        onChoose={() => onChange(!chosen)}
      />
    </Choices>
  );
}
