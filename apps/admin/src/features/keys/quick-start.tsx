import { X } from 'lucide-react';
import { Link, useParams } from 'react-router';
import { curlExample, firstCallOf, KEY_PLACEHOLDER } from '../../shared/examples/first-call';
import type { ApiView } from '../../shared/api/model';
import { quickStartPath } from '../../shared/format/places';
import { Button } from '../../shared/ui/button';
import { CodeSample } from '../../shared/ui/code-sample';
import { Panel } from '../../shared/ui/page';

interface QuickStartProps {
  apiRecord: ApiView;
  onDismiss?: () => void;
}

export function QuickStart({ apiRecord, onDismiss }: QuickStartProps) {
  const { workspaceId = '' } = useParams();
  return (
    <Panel
      heading="Make the first call"
      aside={
        onDismiss && (
          <Button tone="quiet" icon aria-label="Hide quick start" onClick={onDismiss}>
            <X size={18} aria-hidden />
          </Button>
        )
      }
    >
      <CodeSample label="Example with curl" copyLabel="Copy command" code={curlExample(apiRecord, window.location)}>
        Put your key in the place of <code>{KEY_PLACEHOLDER}</code>. {firstCallOf(apiRecord).tells}{' '}
        <Link to={quickStartPath(workspaceId)}>The quick start</Link> has more, and tells when the call has come.
      </CodeSample>
    </Panel>
  );
}
