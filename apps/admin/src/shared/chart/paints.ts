/** A colour and a pattern: who cannot tell the one has the other. */
export const PAINTS = ['plain', 'stripes', 'dots', 'lines', 'checks', 'bare'] as const;
export type Paint = (typeof PAINTS)[number];
