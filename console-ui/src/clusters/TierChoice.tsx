import type { Tier } from '../api/records';
import { Choice, Choices } from '../ui/Choice';

type Props = { chosen: Tier; error?: string; onChoose: (tier: Tier) => void };

const TIERS: { tier: Tier; title: string; note: string }[] = [
  {
    tier: 'auto',
    title: 'Automatic',
    note: 'In memory while they are read now and then, else on the disk of a replica.',
  },
  { tier: 'pinned', title: 'Pinned', note: 'Always in memory: the first read waits for nothing.' },
  {
    tier: 'cold',
    title: 'Cold',
    note: 'In the object store alone. Takes the least memory; each first read fetches.',
  },
];

/** Where rows are kept between reads; a collection may say something else of itself. */
export function TierChoice({ chosen, error, onChoose }: Props) {
  return (
    <Choices legend="Rows between reads, unless a collection says otherwise" error={error}>
      {TIERS.map(({ tier, title, note }) => (
        <Choice
          key={tier}
          name="tier"
          title={title}
          note={note}
          checked={chosen === tier}
          onChoose={() => onChoose(tier)}
        />
      ))}
    </Choices>
  );
}
