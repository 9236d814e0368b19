export * from './credential-headers.js';
export * from './denial-meanings.js';
export * from './profiles.js';
export * from './standard.js';
export { titleOf } from './status-titles.js';
export * from './wire-profile.js';
