import { Link } from 'react-router';
import { Empty, Page } from './ui/Page';

export function NotFoundPage() {
  return (
    <Page title="Nothing here">
      <Empty
        title="This address leads nowhere"
        action={
          <Link className="button button-primary" to="/">
            Go to your clusters
          </Link>
        }
      >
        It may have been deleted, belong to an organisation you are not in, or be mistyped.
      </Empty>
    </Page>
  );
}
