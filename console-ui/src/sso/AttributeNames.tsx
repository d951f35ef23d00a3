import { fieldMessages } from '../api/problem';
import type { SamlAttributes } from '../api/records';
import { TextField } from '../ui/Field';

const LABELS: Record<keyof SamlAttributes, string> = {
  email: 'Mail address',
  firstName: 'First name',
  lastName: 'Last name',
};
const ORDER = Object.keys(LABELS) as (keyof SamlAttributes)[];

/** What the control plane calls them in its messages. */
export const ATTRIBUTE_FIELDS = ORDER.map(fieldOf);

/** What is said of names, without those that were left empty; nothing when all were. */
export function named(names: SamlAttributes): { attributes?: Partial<SamlAttributes> } {
  const said = ORDER.filter((one) => names[one]).map((one) => [one, names[one]]);
  return said.length ? { attributes: Object.fromEntries(said) } : {};
}

type Props = {
  names: SamlAttributes;
  hint: string;
  onChange: (names: SamlAttributes) => void;
  error: Error | null;
};

/** In which attributes of a SAML assertion it says who somebody is. */
export function AttributeNames({ names, hint, onChange, error }: Props) {
  return (
    <fieldset className="stack">
      <legend className="legend">Names of attributes</legend>
      <p className="soft small">{hint}</p>
      {ORDER.map((one) => (
        <TextField
          key={one}
          label={LABELS[one]}
          value={names[one]}
          onChange={(event) => onChange({ ...names, [one]: event.target.value })}
          error={fieldMessages(error)[fieldOf(one)]}
          spellCheck={false}
        />
      ))}
    </fieldset>
  );
}

function fieldOf(one: keyof SamlAttributes) {
  return `saml.attributes.${one}`;
}
