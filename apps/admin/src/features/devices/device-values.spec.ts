import { INITIAL_VALUES, requestOf } from './device-values';

const typed = { ...INITIAL_VALUES, name: ' Reception ', whatsAppPhoneNumberId: ' 1065 ', accessToken: ' EAAG ' };

describe('what the form of a device asks for', () => {
  it('a device of the sandbox carries nothing that was typed for WhatsApp', () =>
    expect(requestOf({ ...typed, kind: 'pairing' })).toEqual({
      name: 'Reception',
      provider: 'sandbox',
      link: 'pairing',
    }));

  it('one of WhatsApp names its number and its token, and the account only where there is one', () => {
    const asked = { name: 'Reception', provider: 'whatsapp_cloud', whatsAppPhoneNumberId: '1065', accessToken: 'EAAG' };
    expect(requestOf({ ...typed, kind: 'whatsapp_cloud' })).toEqual(asked);
    expect(requestOf({ ...typed, kind: 'whatsapp_cloud', whatsAppBusinessId: '77' })).toEqual({
      ...asked,
      whatsAppBusinessId: '77',
    });
  });
});
