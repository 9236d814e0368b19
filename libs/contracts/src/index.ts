export * from './apis.js';
export * from './apps.js';
export { ListQuery } from './fields.js';
export * from './health.js';
export * from './identity.js';
export * from './keys.js';
export * from './messaging.js';
export * from './problem.js';
export * from './workspaces.js';
