import type { WorkspaceUsage } from '../../shared/api/model';
import { wholeNumber } from '../../shared/chart/chart-words';
import { RecordList } from '../../shared/list/record-list';
import { RecordName } from '../../shared/list/record-name';
import { DeviceName } from '../../shared/records/device-name';
import { Section } from '../../shared/ui/section';

interface UsageByDeviceProps {
  workspaceId: string;
  devices: WorkspaceUsage['devices'];
  busy: boolean;
}

export function UsageByDevice({ workspaceId, devices, busy }: UsageByDeviceProps) {
  if (devices.length === 0) return <Section heading="By device" lead="No device sent a message in this time." />;
  return (
    <Section heading="By device">
      <RecordList
        caption="Messages by device, the busiest first"
        rows={devices}
        idOf={({ deviceId }) => deviceId}
        name={{
          heading: 'Device',
          cell: ({ deviceId }) => (
            <RecordName>
              <DeviceName workspaceId={workspaceId} deviceId={deviceId} />
            </RecordName>
          ),
        }}
        columns={[{ heading: 'Messages', cell: ({ messages }) => wholeNumber(messages) }]}
        busy={busy}
      />
    </Section>
  );
}
