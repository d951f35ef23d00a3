import { useParams } from 'react-router';
import { useCurrentProject, useOrganizations } from '../projects/queries';
import { Loaded } from '../ui/Loaded';
import { Page } from '../ui/Page';
import { RecycleBin } from './RecycleBin';

const TITLE = 'Recently deleted';

/** Beside the clusters of a project: all of its organisation, as the project may be what was deleted. */
export function RecycleBinPage() {
  const { organizationId } = useCurrentProject();
  return (
    <Page title={TITLE} lead="What your organisation can have back">
      <RecycleBin organizationId={organizationId} />
    </Page>
  );
}

/** The same where an organisation has no project left to stand in. */
export function OrganizationRecycleBinPage() {
  const { organizationId = '' } = useParams();
  const organizations = useOrganizations();
  const name = organizations.items.find(({ id }) => id === organizationId)?.name;
  return (
    <Page title={TITLE} lead={name && `What ${name} can have back`}>
      <Loaded query={organizations}>{() => <RecycleBin organizationId={organizationId} />}</Loaded>
    </Page>
  );
}
