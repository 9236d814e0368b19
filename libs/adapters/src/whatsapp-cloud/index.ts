export { isSignedByMeta } from './meta-signature.js';
export { readMessageNews } from './message-news.js';
export { WhatsAppCloudProvider } from './whatsapp-cloud-provider.js';
