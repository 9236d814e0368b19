export const DEVICE_STATUSES = ['connected', 'disconnected'] as const;
export type DeviceStatus = (typeof DEVICE_STATUSES)[number];
