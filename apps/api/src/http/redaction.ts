/** What secrets of the known formats look like: enough of one to be worth hiding, whatever stands around it. */
const SECRET =
  /\b(?:[a-z]{2,12}_(?:live|test)_[0-9A-Za-z]{8,}|whm_[0-9a-f]{16,}|whsec_[0-9A-Za-z+/]{8,}=*|eyJ[\w-]{8,}\.[\w-]+\.[\w-]+)/g;

/** The text without any secret that somebody put into it by mistake: a key as a path, a key as a field name. */
export const redactSecrets = (text: string): string => text.replace(SECRET, '[redacted]');
