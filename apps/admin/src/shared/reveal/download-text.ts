export function downloadText(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken the contents by then; kept longer, they would outlive the dialog.
  window.setTimeout(() => URL.revokeObjectURL(address), 1000);
}
