import { waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { changeLanguage } from '@/i18n';
import { showInside } from '@/testing/inside';
import { answers, begin, sent, session } from '@/testing/recordPage';
import { useWritten, writeIn } from './written';

beforeEach(begin);

function Desk() {
  useWritten();
  return <p>desk</p>;
}

const told = () =>
  sent.filter(({ path }) => path === '/api/v1/session/language').map(({ body }) => body);

function takesIt() {
  answers.push(({ path }) =>
    path.endsWith('/session/language') ? new Response(null, { status: 204 }) : undefined,
  );
}

test('whoever never chose a language is written to in the one that they see, and told once', async () => {
  takesIt();
  await showInside(<Desk />, { session: { user: { ...session.user, language: '' } } });

  await waitFor(() => {
    expect(told()).toEqual([{ language: 'zh-hans' }]);
  });
});

test('whoever chose one is left in peace until they choose another', async () => {
  takesIt();
  await showInside(<Desk />, { session: { user: { ...session.user, language: 'zh-hans' } } });
  expect(told()).toEqual([]);

  await changeLanguage('en');
  await writeIn('en');
  await changeLanguage('zh-Hans');

  expect(told()).toEqual([{ language: 'en' }]);
});
