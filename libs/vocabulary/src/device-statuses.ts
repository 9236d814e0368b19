/** `linking` waits for its pairing code; a `disconnected` one is linked, and can be connected again. */
export const DEVICE_STATUSES = ['linking', 'connected', 'disconnected'] as const;
export type DeviceStatus = (typeof DEVICE_STATUSES)[number];
