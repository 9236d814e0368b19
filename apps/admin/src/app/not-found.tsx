import { Link } from 'react-router';
import { buttonClass } from '../shared/ui/button';
import { FrontPage } from '../shared/ui/front-page';

export const NotFound = () => (
  <FrontPage title="Nothing here" lead="This address leads to no screen of the dashboard.">
    <p>
      <Link to="/" className={buttonClass({ tone: 'primary' })}>
        Go to the dashboard
      </Link>
    </p>
  </FrontPage>
);
