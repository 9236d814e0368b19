/** How an API speaks: five profiles answer to a vendor's document, `standard` is Latchkey's own. */
export const WIRE_PROFILE_NAMES = [
  'standard',
  'startmessaging',
  'messagesmart',
  'wastack',
  'waping',
  'whatomate',
] as const;
export type WireProfileName = (typeof WIRE_PROFILE_NAMES)[number];
