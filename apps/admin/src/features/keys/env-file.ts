/** `ACME_API_KEY=…`: named after the API, as a shell takes it. */
export function envLine(apiSlug: string, secretText: string): string {
  const name = apiSlug.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return `${/^[A-Z]/.test(name) ? `${name}_` : ''}API_KEY=${secretText}\n`;
}
