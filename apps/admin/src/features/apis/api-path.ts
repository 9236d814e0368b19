export const apiPath = (apiId: string): string => `/operator/apis/${apiId}`;
