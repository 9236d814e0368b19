/** The two examples that WAStack's document prints under "Code Examples", to the letter. */
export const CURL = String.raw`curl https://api.wastack.in/api/v1/devices \
-H "X-App-Key: your_app_key" \
-H "Authorization: Bearer your_auth_key"`;

export const FETCH = `const response = await fetch("https://api.wastack.in/api/v1/devices", {
headers: {
"X-App-Key": "your_app_key",
"Authorization": "Bearer your_auth_key"
}
});
const devices = await response.json();`;
