import react from '@vitejs/plugin-react';
import { defaultClientConditions, defineConfig } from 'vite';

const apiServer = 'http://localhost:3000';

export default defineConfig({
  plugins: [react()],
  // The shared libraries are taken from their source, so that the page can be built before they are.
  resolve: { conditions: ['@latchkey/source', ...defaultClientConditions] },
  server: { proxy: { '/v1': apiServer, '/health': apiServer, '/openapi.json': apiServer } },
  build: {
    manifest: true,
    // `light-dark()` needs these; an older target would have it rewritten into custom properties.
    cssTarget: ['chrome123', 'edge123', 'firefox120', 'safari17.5'],
    // The content security policy allows no `data:` addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
});
