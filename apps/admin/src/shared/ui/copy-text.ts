/**
 * Puts a text on the clipboard; answers whether that worked. `navigator.clipboard` is missing on plain http off
 * localhost, and may be refused anywhere.
 */
export async function copyText(text: string): Promise<boolean> {
  try {
    if (window.isSecureContext) {
      await navigator.clipboard.writeText(text);
      return true;
    }
  } catch {
    // Refused. The older way asks no permission, so it is tried before giving up.
  }
  return copyBySelection(text);
}

/**
 * The browser copies only where something is selected, so a blank is; what lands on the clipboard is handed over in
 * the copy event. The text itself never becomes part of the page.
 */
function copyBySelection(text: string): boolean {
  const active = document.activeElement;
  const blank = document.createElement('span');
  blank.textContent = '\u00a0';
  // Inside the dialog, if there is one: focus and selection outside it are taken back at once.
  (active?.closest('[role="alertdialog"], [role="dialog"]') ?? document.body).append(blank);
  let handedOver = false;
  const handOver = (event: ClipboardEvent) => {
    event.clipboardData?.setData('text/plain', text);
    event.preventDefault();
    event.stopImmediatePropagation();
    handedOver = true;
  };
  document.addEventListener('copy', handOver, true);
  try {
    window.getSelection()?.selectAllChildren(blank);
    return document.execCommand('copy') && handedOver;
  } finally {
    document.removeEventListener('copy', handOver, true);
    window.getSelection()?.removeAllRanges();
    blank.remove();
    if (active instanceof HTMLElement) active.focus({ preventScroll: true });
  }
}
