import { type UseFormReturn, useWatch } from 'react-hook-form';
import { RESOURCE_SCOPES, type Scope } from '@latchkey/vocabulary';
import { type Choice, ChoiceGroup } from '../../shared/ui/choice-group';
import { Checkbox } from '../../shared/ui/field';
import type { GenerateValues } from './generate-values';
import styles from './generate.module.css';
import { BUNDLE_WORDS, SCOPE_WORDS } from './key-words';

interface ScopeFieldsProps {
  form: UseFormReturn<GenerateValues>;
  defaults: readonly Scope[];
}

export function ScopeFields({ form, defaults }: ScopeFieldsProps) {
  const { register, control, formState } = form;
  const scopeChoice = useWatch({ control, name: 'scopeChoice' });
  const choices: Choice[] = [
    { value: 'default', title: 'This API’s default', explanation: defaults.join(', ') },
    ...(['read', 'write', 'admin'] as const).map((value) => ({ value, ...BUNDLE_WORDS[value] })),
    { value: 'chosen', title: 'One by one', explanation: 'Only what you tick.' },
  ];
  return (
    <>
      <ChoiceGroup
        legend="Scopes"
        columns
        choices={choices}
        error={formState.errors.scopeChoice?.message}
        registration={register('scopeChoice', {
          validate: (choice, values) =>
            choice !== 'chosen' || values.chosenScopes.length > 0 || 'Tick at least one scope.',
        })}
      />
      {scopeChoice === 'chosen' && (
        <fieldset className={styles.checks} aria-label="Scopes, one by one">
          {RESOURCE_SCOPES.map((scope) => (
            <Checkbox
              key={scope}
              value={scope}
              label={
                <>
                  <code>{scope}</code>
                  <br />
                  {SCOPE_WORDS[scope].verb} {SCOPE_WORDS[scope].object}
                </>
              }
              {...register('chosenScopes')}
            />
          ))}
        </fieldset>
      )}
    </>
  );
}
