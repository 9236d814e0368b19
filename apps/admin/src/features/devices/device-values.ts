import type { CreateDeviceRequest } from '../../shared/api/model';

export interface DeviceValues {
  name: string;
  kind: 'pairing' | 'none' | 'whatsapp_cloud';
  whatsAppBusinessId: string;
  whatsAppPhoneNumberId: string;
  accessToken: string;
}

export const INITIAL_VALUES: DeviceValues = {
  name: '',
  kind: 'pairing',
  whatsAppBusinessId: '',
  whatsAppPhoneNumberId: '',
  accessToken: '',
};

/** What was typed for another kind stays out of the request. */
export function requestOf({ kind, ...values }: DeviceValues): CreateDeviceRequest {
  const name = values.name.trim();
  if (kind !== 'whatsapp_cloud') return { name, provider: 'sandbox', link: kind };
  const businessId = values.whatsAppBusinessId.trim();
  return {
    name,
    provider: 'whatsapp_cloud',
    whatsAppPhoneNumberId: values.whatsAppPhoneNumberId.trim(),
    accessToken: values.accessToken.trim(),
    ...(businessId !== '' && { whatsAppBusinessId: businessId }),
  };
}
