/** Only what is approved goes out for real. */
export const TEMPLATE_STATUSES = ['draft', 'approved'] as const;
export type TemplateStatus = (typeof TEMPLATE_STATUSES)[number];
