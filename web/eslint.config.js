import js from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import tseslint from 'typescript-eslint';

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
  ...layers,
  {
    files: ['**/*.{js,mjs}'],
    ignores: ['worker/*'],
    languageOptions: { globals: globals.node },
  },
  { files: ['worker/sw.js'], languageOptions: { globals: globals.serviceworker } },
);
