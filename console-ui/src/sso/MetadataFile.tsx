import { fieldMessages } from '../api/problem';
import { TextField } from '../ui/Field';

type Props = { onChoose: (file: File | undefined) => void; error: Error | null };

export function MetadataFile({ onChoose, error }: Props) {
  return (
    <TextField
      type="file"
      accept=".xml,application/xml,text/xml,application/samlmetadata+xml"
      label="Metadata file"
      hint="The XML that the provider gives out, of at most 1 MiB."
      onChange={(event) => onChoose(event.target.files?.[0])}
      error={fieldMessages(error)['saml.metadata']}
    />
  );
}
