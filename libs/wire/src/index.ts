export * from './profiles.js';
export * from './standard.js';
export * from './wire-profile.js';
