import { fieldMessages } from '../api/problem';
import type { SamlMetadata } from '../api/records';
import { Choice, Choices } from '../ui/Choice';
import { TextField } from '../ui/Field';
import { MetadataFile } from './MetadataFile';

/** Where the metadata of a SAML provider is taken from. */
export type MetadataSource = { by: 'address' | 'file'; url: string; file?: File };

/** Reads the file, when it is one. */
export async function metadataFrom({ by, url, file }: MetadataSource): Promise<SamlMetadata> {
  return by === 'address' ? { metadataUrl: url } : { metadata: (await file?.text()) ?? '' };
}

type Props = { source: MetadataSource; onChange: (source: MetadataSource) => void; error: Error | null };

export function MetadataChoice({ source, onChange, error }: Props) {
  return (
    <>
      <Choices legend="Metadata">
        <Choice
          name="metadata"
          title="By its address"
          note="Read again each hour: new certificates are followed."
          checked={source.by === 'address'}
          onChoose={() => onChange({ ...source, by: 'address' })}
        />
        <Choice
          name="metadata"
          title="As a file"
          note="Uploaded again when the provider changes its certificates."
          checked={source.by === 'file'}
          onChoose={() => onChange({ ...source, by: 'file' })}
        />
      </Choices>
      {source.by === 'address' ? (
        <TextField
          label="Metadata address"
          hint="Where the provider publishes its SAML metadata."
          value={source.url}
          onChange={(event) => onChange({ ...source, url: event.target.value })}
          error={fieldMessages(error)['saml.metadataUrl']}
          spellCheck={false}
        />
      ) : (
        <MetadataFile onChoose={(file) => onChange({ ...source, file })} error={error} />
      )}
    </>
  );
}
