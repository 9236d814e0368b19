/** `ACME_API_KEY=…`: named after the API, as a shell takes it. */
export function envLine(apiSlug: string, secretText: string): string {
  const name = apiSlug.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return `${/^[A-Z]/.test(name) ? `${name}_` : ''}API_KEY=${secretText}\n`;
}

export function downloadText(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken the contents by then; kept longer, they would outlive the dialog.
  window.setTimeout(() => URL.revokeObjectURL(address), 1000);
}
