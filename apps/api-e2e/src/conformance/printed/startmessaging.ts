/** The request that StartMessaging's document prints under "Request Format", to the letter. */
export const CURL = String.raw`curl -X POST https://api.startmessaging.com/v1/messages \
  -H "Authorization: Bearer YOUR_API_KEY" \
  -H "Content-Type: application/json" \
  -H "X-Request-ID: unique-request-id" \
  -d '{ ... }'`;

/** The answer that it prints under "Rate Limits". */
export const RATE_LIMITED = {
  error: {
    code: 'RATE_LIMITED',
    message: 'Rate limit exceeded. Retry after 1 second.',
    retry_after: 1,
  },
};

/** The function that it prints under "Webhook Authentication", to the letter. */
export const VERIFY_FUNCTION = String.raw`const crypto = require('crypto');

function verifyWebhookSignature(payload, signature, secret) {
  const expected = crypto
    .createHmac('sha256', secret)
    .update(payload)
    .digest('hex');
  return crypto.timingSafeEqual(
    Buffer.from(signature),
    Buffer.from(expected)
  );
}`;
