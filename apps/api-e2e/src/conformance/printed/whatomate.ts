/** The request that Whatomate's document prints under "Authentication", to the letter. */
export const CURL = String.raw`curl -X GET "http://your-server:8080/api/contacts" \
-H "X-API-Key: whm_a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6"`;

export const PRINTED_KEY = 'whm_a1b2c3d4e5f6g7h8i9j0k1l2m3n4o5p6';

/** The body that it prints under "Create API Key". */
export const CREATE = {
  name: 'Production Integration',
  expires_at: '2025-12-31T23:59:59Z',
};

/** The fields of what it prints as answers, in their order. */
export const LISTED = ['id', 'name', 'key_prefix', 'last_used_at', 'expires_at', 'is_active', 'created_at'];
export const CREATED = ['id', 'name', 'key', 'key_prefix', 'expires_at', 'created_at'];

export const DELETED = {
  status: 'success',
  data: {
    message: 'API key deleted successfully',
  },
};
