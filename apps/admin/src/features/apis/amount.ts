/** Of a field that is empty where there is no limit. */
export const amountOf = (text: string): number | null => (text.trim() === '' ? null : Number(text));

export const amountText = (amount: number | null): string => (amount === null ? '' : String(amount));

/** Says what is wrong with what was typed; `true`: nothing. */
export const amountWithin =
  (min: number, max: number) =>
  (text: string): true | string => {
    const amount = amountOf(text);
    if (amount === null) return true;
    const fits = /^\d+$/.test(text.trim()) && amount >= min && amount <= max;
    return fits || `Enter a whole number from ${min} to ${max.toLocaleString('en-GB')}, or nothing.`;
  };
