import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { expect, test } from 'vitest';

import { learnAnew } from './learnAnew';

test('what was asked in the language of before, and had not come yet, is asked again', async () => {
  let language = '中';
  const answers: ((said: string) => void)[] = [];
  const client = new QueryClient();
  const form = new QueryObserver(client, {
    queryKey: ['form'],
    queryFn: () => {
      const said = language;
      return new Promise<string>((resolve) => {
        answers.push(() => {
          resolve(said);
        });
      });
    },
  });
  const stop = form.subscribe(() => {});

  language = 'EN';
  const learned = learnAnew(client);
  answers.shift()?.('');
  await expect.poll(() => answers.length).toBe(1);
  answers.shift()?.('');
  await learned;

  expect(form.getCurrentResult().data).toBe('EN');
  stop();
});
