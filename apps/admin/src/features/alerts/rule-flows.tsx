/* The dialogs, and the form library with them: the rules themselves can be read without. */
export { RecipientsDialog } from './recipients-dialog';
export { RuleDialog } from './rule-dialog';
