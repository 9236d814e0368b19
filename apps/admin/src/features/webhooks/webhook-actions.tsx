import { CirclePause, CirclePlay, Pencil, RotateCw, Trash2 } from 'lucide-react';
import type { WebhookView } from '../../shared/api/model';
import { MenuButton, type MenuEntry } from '../../shared/ui/menu-button';
import { shownAddress } from './webhook-words';

export type WebhookAction = 'edit' | 'rotate' | 'disable' | 'enable' | 'delete';

export const actionsIdOf = (webhookId: string): string => `actions-${webhookId}`;

export const nameOf = ({ url }: Pick<WebhookView, 'url'>): string =>
  url === null ? 'For X-Webhook-URL' : shownAddress(url);

interface WebhookActionsProps {
  webhook: WebhookView;
  onAction: (action: WebhookAction, webhook: WebhookView) => void;
}

export const WebhookActions = ({ webhook, onAction }: WebhookActionsProps) => (
  <MenuButton
    id={actionsIdOf(webhook.id)}
    label={`Actions for ${nameOf(webhook)}`}
    entries={entriesFor(webhook, (action) => onAction(action, webhook))}
  />
);

const entriesFor = ({ enabled }: WebhookView, act: (action: WebhookAction) => void): MenuEntry[] => [
  { label: 'Edit', Icon: Pencil, onSelect: () => act('edit') },
  { label: 'Rotate secret…', Icon: RotateCw, onSelect: () => act('rotate') },
  enabled
    ? { label: 'Disable…', Icon: CirclePause, onSelect: () => act('disable') }
    : { label: 'Enable', Icon: CirclePlay, onSelect: () => act('enable') },
  { label: 'Delete…', Icon: Trash2, onSelect: () => act('delete'), danger: true, apart: true },
];
