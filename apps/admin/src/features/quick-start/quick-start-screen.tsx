import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { Permitted } from '../../shared/access/permitted';
import type { WorkspaceApiView } from '../../shared/api/model';
import { apiKeysPath, workspaceQuery } from '../../shared/api/workspaces';
import { curlExample, firstCallOf, KEY_PLACEHOLDER, nodeExample } from '../../shared/examples/first-call';
import { WEBHOOK_EXAMPLE } from '../../shared/examples/webhook-example';
import { webhooksPath } from '../../shared/format/places';
import { WIRE_PROFILES } from '../../shared/format/wire-profiles';
import { workspaceApiQuery } from '../../shared/api/apis';
import { CodeSample } from '../../shared/ui/code-sample';
import { ErrorNotice } from '../../shared/ui/error-notice';
import { Notice } from '../../shared/ui/notice';
import { Page, Panel } from '../../shared/ui/page';
import { SkeletonStack } from '../../shared/ui/skeleton';
import { FirstCallPanel } from './first-call-panel';

export function Component() {
  const { workspaceId = '' } = useParams();
  const workspace = useQuery(workspaceQuery(workspaceId)).data;
  return (
    <Page
      title="Quick start"
      within={workspace?.name}
      lead="From a key to the first answer: examples for this API, as they stand."
    >
      <Permitted workspaceId={workspaceId} permission="workspace:read" purpose="see how the API is called">
        <QuickStart key={workspaceId} workspaceId={workspaceId} />
      </Permitted>
    </Page>
  );
}

function QuickStart({ workspaceId }: { workspaceId: string }) {
  const { data: apiRecord, isError, error, refetch } = useQuery(workspaceApiQuery(workspaceId));
  if (isError && apiRecord === undefined) {
    return (
      <ErrorNotice
        error={error}
        title="The API of this workspace could not be loaded."
        consequence="Nothing was changed."
        onRetry={() => void refetch()}
      />
    );
  }
  if (apiRecord === undefined) {
    return (
      <Panel>
        <SkeletonStack label="Loading the examples" />
      </Panel>
    );
  }
  return (
    <>
      <CallPanel apiRecord={apiRecord} workspaceId={workspaceId} />
      <FirstCallPanel workspaceId={workspaceId} />
      <WebhookPanel apiRecord={apiRecord} workspaceId={workspaceId} />
    </>
  );
}

interface ExamplesProps {
  apiRecord: WorkspaceApiView;
  workspaceId: string;
}

function CallPanel({ apiRecord, workspaceId }: ExamplesProps) {
  const { wireProfile, name, hostnames, keyFormat } = apiRecord;
  const { tells } = firstCallOf(apiRecord);
  return (
    <Panel heading="Make the first call">
      <p>
        {name} has the wire profile {WIRE_PROFILES[wireProfile].title}. Its keys
        {keyFormat.livePrefix !== '' && (
          <>
            {' '}
            begin with <code>{keyFormat.livePrefix}</code> and
          </>
        )}{' '}
        have {keyFormat.length} characters. <Link to={apiKeysPath(workspaceId)}>Generate one</Link> if you have none.
      </p>
      {hostnames.length === 0 && (
        <Notice>
          <p>
            {name} has no host name of its own. It answers at this address if it is the first API of this server; if it
            is not, an operator has to give it one.
          </p>
        </Notice>
      )}
      <CodeSample label="Example with curl" copyLabel="Copy command" code={curlExample(apiRecord, window.location)}>
        Put your key in the place of <code>{KEY_PLACEHOLDER}</code>. {tells}
      </CodeSample>
      <CodeSample
        program
        label="Example in Node"
        copyLabel="Copy Node example"
        code={nodeExample(apiRecord, window.location)}
      >
        Save it as <code>first-call.mjs</code>, put your key into the environment as <code>API_KEY</code>, and run{' '}
        <code>node first-call.mjs</code>.
      </CodeSample>
    </Panel>
  );
}

const WebhookPanel = ({ apiRecord, workspaceId }: ExamplesProps) => (
  <Panel heading="Receive a webhook">
    <p>
      Events arrive at an address of yours, signed. <Link to={webhooksPath(workspaceId)}>Add an endpoint</Link>, keep
      its secret, and believe only what it has signed.
    </p>
    <CodeSample program label="Example of a webhook receiver" copyLabel="Copy webhook example" code={WEBHOOK_EXAMPLE}>
      Save it as <code>webhook.mjs</code>, put the secret into the environment as <code>WEBHOOK_SECRET</code>, and run{' '}
      <code>node webhook.mjs</code>.
      {apiRecord.wireProfile === 'startmessaging' && (
        <>
          {' '}
          This API also sends <code>X-Webhook-Signature</code>, the hex HMAC-SHA256 of the body under the whole{' '}
          <code>whsec_…</code> text; it cannot tell an old event from a new one.
        </>
      )}
    </CodeSample>
  </Panel>
);
