import { X } from 'lucide-react';
import type { ApiView } from '../../shared/api/model';
import { Button } from '../../shared/ui/button';
import { CopyButton } from '../../shared/ui/copy-button';
import { Panel } from '../../shared/ui/page';
import { curlLine, KEY_PLACEHOLDER } from './curl-line';
import styles from './quick-start.module.css';

interface QuickStartProps {
  apiRecord: ApiView;
  onDismiss?: () => void;
}

export function QuickStart({ apiRecord, onDismiss }: QuickStartProps) {
  const line = curlLine(apiRecord, window.location);
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
      <pre className={styles.code}>{line}</pre>
      <div className={styles.foot}>
        <p className={styles.note}>
          Put your key in the place of <code>{KEY_PLACEHOLDER}</code>. The answer lists the devices of this workspace.
        </p>
        <CopyButton label="Copy command" text={line} />
      </div>
    </Panel>
  );
}
