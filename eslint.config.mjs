import { readCachedProjectGraph } from '@nx/devkit';
import nx from '@nx/eslint-plugin';
import tseslint from 'typescript-eslint';

// Without the graph of projects the boundaries would be skipped with a warning. This throws instead: `npm run lint`
// makes the graph first.
readCachedProjectGraph();

/** Who may import whom: the table of the architecture document, one row a tag. */
const boundaries = [
  { sourceTag: 'vocabulary', onlyDependOnLibsWithTags: [] },
  { sourceTag: 'contracts', onlyDependOnLibsWithTags: ['vocabulary'] },
  { sourceTag: 'domain', onlyDependOnLibsWithTags: ['vocabulary'], bannedExternalImports: ['*'] },
  { sourceTag: 'wire', onlyDependOnLibsWithTags: ['domain', 'vocabulary'], bannedExternalImports: ['*'] },
  { sourceTag: 'testing', onlyDependOnLibsWithTags: ['domain', 'vocabulary'] },
  { sourceTag: 'adapters', onlyDependOnLibsWithTags: ['domain', 'vocabulary'] },
  { sourceTag: 'api', onlyDependOnLibsWithTags: ['vocabulary', 'contracts', 'domain', 'wire', 'adapters'] },
  { sourceTag: 'admin', onlyDependOnLibsWithTags: ['contracts', 'vocabulary'] },
  { sourceTag: 'e2e', onlyDependOnLibsWithTags: ['vocabulary', 'adapters'] },
  { sourceTag: 'bench', onlyDependOnLibsWithTags: [] },
];

const specBoundaries = boundaries.map((rule) => {
  if (rule.sourceTag === 'adapters' || rule.sourceTag === 'api') {
    return { ...rule, onlyDependOnLibsWithTags: [...rule.onlyDependOnLibsWithTags, 'testing'] };
  }
  if (rule.sourceTag === 'domain' || rule.sourceTag === 'wire') {
    // The guide to a new wire profile is compiled as it stands there.
    return { ...rule, bannedExternalImports: undefined, allowedExternalImports: ['fast-check', 'typescript'] };
  }
  return rule;
});

const moduleBoundaries = (depConstraints) => [
  'error',
  { enforceBuildableLibDependency: false, banTransitiveDependencies: false, allow: [], depConstraints },
];

export default tseslint.config(
  {
    ignores: [
      '**/dist/**',
      '**/out-tsc/**',
      '**/.nx/**',
      '**/test-results/**',
      '**/playwright-report/**',
      '**/api.generated.ts',
    ],
  },
  ...tseslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [...tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { '@nx': nx },
    rules: {
      '@nx/enforce-module-boundaries': moduleBoundaries(boundaries),
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_' }],
      // What implements an asynchronous port may have nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['**/*.spec.ts', '**/*.e2e-spec.ts', '**/*.contract.ts'],
    // Jest types its asymmetric matchers as `any`.
    rules: { '@typescript-eslint/no-unsafe-argument': 'off', '@typescript-eslint/no-unsafe-assignment': 'off' },
  },
  {
    files: ['**/*.spec.ts', '**/*.fixture.ts'],
    rules: { '@nx/enforce-module-boundaries': moduleBoundaries(specBoundaries) },
  },
);
