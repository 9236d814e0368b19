/** Who carries a device's messages: the simulator, or Meta's WhatsApp Cloud API. */
export const DEVICE_PROVIDERS = ['sandbox', 'whatsapp_cloud'] as const;
export type DeviceProvider = (typeof DEVICE_PROVIDERS)[number];

/** How a device of the sandbox is linked: without more, or by a code that stands for the QR code of a telephone. */
export const DEVICE_LINKS = ['none', 'pairing'] as const;
export type DeviceLink = (typeof DEVICE_LINKS)[number];
