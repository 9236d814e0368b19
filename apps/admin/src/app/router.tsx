import { createBrowserRouter } from 'react-router';
import { SkeletonStack } from '../shared/ui/skeleton';
import { NotFound } from './not-found';
import { RouteError } from './route-error';
import { Root } from './root';

export const createRouter = () =>
  createBrowserRouter([
    {
      Component: Root,
      HydrateFallback: () => <SkeletonStack label="Loading" />,
      children: [
        {
          ErrorBoundary: RouteError,
          children: [
            { path: '/', lazy: () => import('./home') },
            { path: '/setup', lazy: () => import('../features/setup/setup-screen') },
            { path: '/reset-password', lazy: () => import('../features/session/reset-password-screen') },
            { path: '/forgot-password', lazy: () => import('../features/session/forgot-password-screen') },
            { path: '/invitations/accept', lazy: () => import('../features/session/accept-invitation-screen') },
            { path: '/login', lazy: () => import('../features/session/login-screen') },
            {
              lazy: () => import('./shell'),
              children: [
                { path: '/account', lazy: () => import('../features/security/account-screen') },
                {
                  path: '/w/:workspaceId',
                  lazy: () => import('./workspace-gate'),
                  children: [
                    { index: true, lazy: () => import('../features/overview/overview-screen') },
                    { path: 'usage', lazy: () => import('../features/usage/usage-screen') },
                    { path: 'settings/plan', lazy: () => import('../features/plan/plan-screen') },
                    {
                      path: 'settings/plan/statements/:month',
                      lazy: () => import('../features/plan/statement-screen'),
                    },
                    { path: 'settings/api-keys', lazy: () => import('../features/keys/api-keys-screen') },
                    { path: 'alerts', lazy: () => import('../features/alerts/alerts-screen') },
                    { path: 'alerts/rules', lazy: () => import('../features/alerts/alert-rules-screen') },
                    { path: 'audit', lazy: () => import('../features/audit/audit-screen') },
                    { path: 'quick-start', lazy: () => import('../features/quick-start/quick-start-screen') },
                    { path: 'devices', lazy: () => import('../features/devices/devices-screen') },
                    { path: 'messages', lazy: () => import('../features/messages/messages-screen') },
                    { path: 'messages/:messageId', lazy: () => import('../features/messages/message-screen') },
                    { path: 'settings/webhooks', lazy: () => import('../features/webhooks/webhooks-screen') },
                    { path: 'settings/webhooks/:webhookId', lazy: () => import('../features/webhooks/webhook-screen') },
                    {
                      path: 'settings/webhooks/:webhookId/deliveries/:deliveryId',
                      lazy: () => import('../features/webhooks/delivery-screen'),
                    },
                    { path: 'settings/team', lazy: () => import('../features/team/team-screen') },
                    { path: 'settings/security', lazy: () => import('../features/security/security-screen') },
                    { path: 'settings/api-keys/:keyId', lazy: () => import('../features/keys/key-screen') },
                    {
                      path: 'settings/api-keys/:keyId',
                      lazy: () => import('../features/keys/key-gate'),
                      children: [
                        { index: true, lazy: () => import('../features/keys/key-screen') },
                        { path: 'rotation', lazy: () => import('../features/keys/rotation-screen') },
                        { path: 'handover', lazy: () => import('../features/keys/handover-screen') },
                      ],
                    },
                    {
                      path: 'settings/workspace',
                      lazy: () => import('../features/workspaces/workspace-settings-screen'),
                    },
                  ],
                },
                { path: '/operator/audit', lazy: () => import('../features/audit/installation-audit-screen') },
                { path: '/support/leak-desk', lazy: () => import('../features/leak-desk/leak-desk-screen') },
                { path: '/operator/apis', lazy: () => import('../features/apis/apis-screen') },
                { path: '/operator/apis/:apiId', lazy: () => import('../features/apis/api-screen') },
                { path: '/operator/staff', lazy: () => import('../features/accounts/accounts-screen') },
              ],
            },
            { path: '*', Component: NotFound },
          ],
        },
      ],
    },
  ]);
