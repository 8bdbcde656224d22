import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

const LEAKS =
  'All test files of a thread share their modules and their window (isolate: false): this would ' +
  'change the tests of other files, by chance.';

/** Which rooms a room may not look into: imports point from app down to lib. */
const rooms = {
  lib: ['app', 'form', 'grid', 'features', 'scan', 'ui', 'i18n'],
  i18n: ['app', 'form', 'grid', 'features', 'scan', 'ui'],
  ui: ['app', 'form', 'grid', 'features', 'scan'],
  scan: ['app', 'form', 'grid', 'features'],
  grid: ['app', 'form', 'features', 'scan'],
  form: ['app', 'features', 'scan'],
  features: ['app', 'features'],
};

const layers = Object.entries(rooms).map(([room, closed]) => ({
  files: [`src/${room}/**/*.{ts,tsx}`],
  rules: {
    'no-restricted-imports': [
      'error',
      {
        patterns: closed.map((other) => ({
          group: [`@/${other}/*`],
          message: `${room} must not know ${other}`,
        })),
      },
    ],
  },
}));

export default tseslint.config(
  { ignores: ['dist', 'node_modules', 'src/lib/schema.d.ts'] },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { globals: globals.browser },
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'max-lines': ['error', 250],
      'no-console': 'error',
      eqeqeq: 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  {
    files: ['src/**/*.{test.ts,test.tsx}', 'src/testing/*'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...['mock', 'doMock'].map((property) => ({
          object: 'vi',
          property,
          message: `${LEAKS} Answer with vi.stubGlobal('fetch', …), draw with showInside().`,
        })),
      ],
    },
  },
  {
    files: ['src/**/*.{test.ts,test.tsx}'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...[
          'object.name=/^(globalThis|window|navigator|URL)$/',
          'object.property.name="prototype"',
        ].map((left) => ({
          selector: `AssignmentExpression > MemberExpression.left[${left}]`,
          message: `${LEAKS} vi.stubGlobal() and vi.spyOn() are undone after the test.`,
        })),
      ],
    },
  },
  ...layers,
  {
    files: ['**/*.{js,mjs}'],
    ignores: ['worker/*'],
    languageOptions: { globals: globals.node },
  },
  { files: ['worker/sw.js'], languageOptions: { globals: globals.serviceworker } },
);
