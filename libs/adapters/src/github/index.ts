export { GithubKeys, type GithubKeysOptions } from './github-keys.js';
export { isSignedByGithub } from './github-signature.js';
export { type GithubFind, readGithubFinds } from './github-finds.js';
