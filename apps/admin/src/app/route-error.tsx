import { Button } from '../shared/ui/button';
import { FrontPage } from '../shared/ui/front-page';
import { Notice } from '../shared/ui/notice';

/** A part of the page that would not load, most often because a newer release has replaced it. */
export const RouteError = () => (
  <FrontPage title="This screen could not be shown">
    <Notice alert tone="danger" actions={<Button onClick={() => window.location.reload()}>Reload the page</Button>}>
      <p>Nothing was changed. If the server was updated a moment ago, a reload is all it takes.</p>
    </Notice>
  </FrontPage>
);
