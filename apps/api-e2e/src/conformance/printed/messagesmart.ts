/** The "Complete request example" of MessageSmart's document, to the letter. Its line ends were lost in the print. */
export const CURL = String.raw`curl -X POST "https://api.messagesmart.nl/api/v1/whatsapp/messages/text" \ -H "X-API-Key: ms_live_1a2b3c4d5e6f7g8h9i0j" \ -H "Content-Type: application/json" \ -d '{ "whatsAppBusinessId": "123456789012345", "whatsAppBusinessPhoneNumberId": "106540352242922", "to": "+31612345678", "body": "Hello 👋" }'`;

const refusal = (code: string, message: string, httpStatus: number) => ({
  success: false,
  error: { code, message, httpStatus },
});

/** The six answers that it prints under "Authentication Errors". */
export const REFUSALS = {
  missing: refusal('api_key_missing', 'API key is missing.', 401),
  invalid: refusal('api_key_invalid', 'API key is invalid.', 401),
  expired: refusal('api_key_expired', 'API key has expired.', 401),
  revoked: refusal('api_key_revoked', 'API key has been revoked.', 401),
  quotaExceeded: refusal('api_key_quota_exceeded', 'API key quota has been exceeded.', 429),
  rateLimited: refusal('rate_limit_exceeded', 'Too many requests. Please try again later.', 429),
};
