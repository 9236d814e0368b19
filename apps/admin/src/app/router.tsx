import { createBrowserRouter, Navigate } from 'react-router';
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
            { path: '/login', lazy: () => import('../features/session/login-screen') },
            {
              lazy: () => import('./shell'),
              children: [
                {
                  path: '/w/:workspaceId',
                  lazy: () => import('./workspace-gate'),
                  children: [
                    { index: true, element: <Navigate to="settings/api-keys" replace /> },
                    { path: 'settings/api-keys', lazy: () => import('../features/keys/api-keys-screen') },
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
              ],
            },
            { path: '*', Component: NotFound },
          ],
        },
      ],
    },
  ]);
