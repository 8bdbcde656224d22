import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { sessionQuery } from '@/lib/session';
import { json, session } from '@/testing/recordPage';
import { CompanyPanel } from './CompanyPanel';
import { useCompany, useSettings, type Setting } from './settings';
import { anchorOf, SettingsIndex } from './SettingsIndex';
import { SettingsPanel } from './SettingsPanel';

const company = {
  name: '老店',
  tax_number: '',
  taxpayer_kind: 'general',
  currency: 'CNY',
  time_zone: 'Asia/Shanghai',
  fixed: [],
  choices: {},
};

function Panels() {
  const settings = useSettings().data;
  const found = useCompany().data;
  return (
    <>
      {found && <CompanyPanel company={found} fixed={false} />}
      {settings && <SettingsPanel title="订单" settings={settings} fixed={false} />}
    </>
  );
}

function open() {
  let etag = 1;
  let now = { ...company };
  const over = {
    ...{ key: 'order.over', label: '容差', kind: 'decimal', group: '订单', help: '', options: [] },
    ...{ default: '', value: '5' },
  } as unknown as Setting;
  const waiting: (() => void)[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const answer = () =>
      path.includes('/company') ? json({ ...now, etag: String(etag) }) : json({ items: [over] });
    if (init.method !== 'PATCH') return Promise.resolve(answer());
    const body = JSON.parse(init.body as string) as { values?: Record<string, unknown> };
    return new Promise<Response>((resolve) => {
      waiting.push(() => {
        if (body.values) over.value = body.values['order.over'] as typeof over.value;
        else now = { ...now, ...body };
        etag += 1;
        resolve(answer());
      });
    });
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, session);
  const { unmount } = render(
    <QueryClientProvider client={client}>
      <Panels />
    </QueryClientProvider>,
  );
  return { user: userEvent.setup(), waiting, unmount };
}

const box = (label: string) => screen.findByRole<HTMLInputElement>('textbox', { name: label });
const panel = (name: string) => within(screen.getByRole('region', { name }));

test('what is typed while the company or a setting is saved stays, and can be saved after it', async () => {
  const { user, waiting, unmount } = open();
  await user.type(await box('公司名称'), '一');
  await user.click(panel('公司').getByRole('button', { name: /保\s*存/ }));
  await user.type(await box('税号'), '9133');
  await user.type(await box('容差'), '0');
  await user.click(panel('订单').getByRole('button', { name: /保\s*存/ }));
  await user.type(await box('容差'), '.5');
  waiting.forEach((answer) => {
    answer();
  });
  await waitFor(() => {
    expect(panel('公司').getByRole('button', { name: /放弃修改/ })).toBeTruthy();
    expect(panel('订单').getByRole('button', { name: /放弃修改/ })).toBeTruthy();
  });
  expect((await box('公司名称')).value).toBe('老店一');
  expect((await box('税号')).value).toBe('9133');
  expect((await box('容差')).value).toBe('50.5');

  unmount();
  const back = open();
  expect((await box('税号')).value).toBe('9133');
  expect((await box('容差')).value).toBe('50.5');
  await back.user.click(panel('公司').getByRole('button', { name: /放弃修改/ }));
  expect((await box('税号')).value).toBe('');
});

test('a lost answer is told of no more once what was typed stands there', async () => {
  const { user, waiting } = open();
  const answer = fetch;
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    const answered = answer(path, init);
    waiting.splice(0).forEach((done) => {
      done();
    });
    await answered;
    if (init.method === 'PATCH') throw new TypeError('Failed to fetch');
    return answered;
  });
  await user.type(await box('税号'), '9');
  await user.type(await box('容差'), '0');
  await user.click(panel('公司').getByRole('button', { name: /保\s*存/ }));
  await user.click(panel('订单').getByRole('button', { name: /保\s*存/ }));
  await waitFor(() => {
    expect(screen.queryAllByRole('button', { name: /放弃修改/ })).toEqual([]);
  });
  expect(screen.queryByText(/连不上服务器/)).toBeNull();
  expect((await box('容差')).value).toBe('50');
});

test('the index of the settings leads to their panels', async () => {
  render(
    <>
      <SettingsIndex parts={['公司', '价格']} />
      <section id={anchorOf('价格')}>
        <input aria-label="底价" />
      </section>
    </>,
  );
  const user = userEvent.setup();
  await user.click(screen.getByRole('button', { name: '价格' }));
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: '底价' }));
  expect(screen.getByRole('button', { current: true }).textContent).toBe('价格');
});
