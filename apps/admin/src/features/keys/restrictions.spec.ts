import type { KeyView } from '../../shared/api/model';
import { changesBetween, rangesOf, restrictionsForNew, UNRESTRICTED, valuesOf } from './restrictions';

describe('what narrows a key down', () => {
  it('is left out of a new key where nothing is chosen', () => expect(restrictionsForNew(UNRESTRICTED)).toEqual({}));

  it('takes ranges by line, comma or blank, each once', () =>
    expect(rangesOf(' 10.0.0.0/8\n192.0.2.1, 10.0.0.0/8\n')).toEqual(['10.0.0.0/8', '192.0.2.1']));

  it('is sent as numbers', () =>
    expect(restrictionsForNew({ ...UNRESTRICTED, rateLimit: '10', rateWindowMs: '60000', quotaLimit: '500' })).toEqual({
      rateLimit: { limit: 10, windowMs: 60_000 },
      quota: { limit: 500, period: 'day' },
    }));

  it('is sent only as far as it changed, and null takes a limit away', () => {
    const before = valuesOf({
      deviceIds: ['dev_1'],
      ipAllowlist: ['10.0.0.0/8'],
      rateLimit: { limit: 5, windowMs: 90_000 },
      quota: { limit: 100, period: 'month' },
    } as unknown as KeyView);
    expect(changesBetween(before, before)).toEqual({});
    expect(changesBetween(before, { ...before, ranges: '', quotaLimit: '' })).toEqual({ ipAllowlist: [], quota: null });
  });
});
