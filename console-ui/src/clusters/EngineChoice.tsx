import type { Engine } from '../api/records';
import { Choice, Choices } from '../ui/Choice';

type Props = { chosen: Engine; error?: string; onChoose: (engine: Engine) => void };

export function EngineChoice({ chosen, error, onChoose }: Props) {
  return (
    <Choices legend="Engine" error={error}>
      <Choice
        name="engine"
        title="Aerie"
        note="One pod writes, all answer. Opened by API keys; backups and branches."
        checked={chosen === 'aerie'}
        onChoose={() => onChoose('aerie')}
      />
      <Choice
        name="engine"
        title="Milvus"
        note="For data that outgrows one writer. Opened by its own users and passwords; no backups. Cannot be changed later."
        checked={chosen === 'milvus'}
        onChoose={() => onChoose('milvus')}
      />
    </Choices>
  );
}
