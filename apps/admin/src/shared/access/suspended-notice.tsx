import { Notice } from '../ui/notice';

/** In the place of what nobody reaches meanwhile: the server would refuse it. */
export const SuspendedNotice = () => (
  <Notice tone="warning" title="This workspace is suspended">
    <p>
      Its keys are refused, and its people neither send nor read, until the suspension is lifted in the workspace
      settings.
    </p>
  </Notice>
);
