import { act, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, test } from 'vitest';

import { answers, begin, json, open, posts, saveButton, saved, sent } from '@/testing/recordPage';
import type { RecordData } from '../form';

const remark = () => screen.findByLabelText<HTMLInputElement>('备注');
const changes = () => sent.filter(({ method }) => method === 'PATCH');

beforeEach(begin);

/** A server that does each wish once, and answers the first only when a test lets it. */
function slowly() {
  const here = { record: { ...saved } as RecordData, made: 0 };
  const known = new Map<string, RecordData>();
  let letGo: () => void = () => undefined;
  const isOver = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const change = (body: unknown) => {
    here.record = { ...here.record, ...(body as object), etag: `${here.record.etag}+` };
    return here.record;
  };
  const make = (body: unknown) => {
    here.made += 1;
    here.record = { ...saved, ...(body as object) };
    return here.record;
  };
  answers.push(({ method, path, headers, body }) => {
    if (method === 'GET') return path.endsWith('/r1') ? json(here.record) : undefined;
    const key = headers.get('Idempotency-Key') ?? '';
    const done = () => {
      const before = known.get(key);
      if (before) return json(before);
      if (method === 'PATCH' && headers.get('If-Match') !== `"${here.record.etag}"`) {
        return json({ code: 'stale' }, 412);
      }
      const answer = method === 'PATCH' ? change(body) : make(body);
      known.set(key, answer);
      return json(answer);
    };
    const isFirst = sent.filter((one) => one.method === method).length === 1;
    return isFirst ? isOver.then(done) : done();
  });
  return { here, letGo };
}

async function comeBack(user: ReturnType<typeof open>, id: string) {
  await user.click(screen.getByRole('link', { name: '采购订单' }));
  await user.click(await screen.findByRole('link', { name: id }));
  await remark();
}

test('an answer that comes after its page was left is not another person’s for the one that follows', async () => {
  const { here, letGo } = slowly();
  const user = open('r1');
  await user.type(await remark(), '一');
  await user.click(saveButton());
  await comeBack(user, 'r1');
  await user.type(await remark(), '二');
  act(letGo);
  await waitFor(() => {
    expect(changes()).toHaveLength(2);
  });
  await user.click(saveButton());
  await waitFor(() => {
    expect(here.record).toMatchObject({ remark: '旧一二', etag: 'v1++' });
  });
  expect(screen.queryByRole('dialog')).toBeNull();
  const keys = changes().map(({ headers }) => headers.get('Idempotency-Key'));
  expect([keys.length, keys[1] === keys[0], keys[2] === keys[0]]).toEqual([3, true, false]);
});

test('a new document that was made after its page was left is not made again by the one that follows', async () => {
  const { here, letGo } = slowly();
  const user = open('new');
  await user.type(await remark(), '一');
  await user.click(saveButton());
  await comeBack(user, 'new');
  expect((await remark()).value).toBe('一');
  await user.type(await remark(), '二');
  act(letGo);
  await waitFor(() => {
    expect(here.made).toBe(1);
  });
  await user.click(saveButton());
  await waitFor(() => {
    expect(here.record).toMatchObject({ remark: '一二' });
  });
  expect([here.made, posts().length, changes().length]).toEqual([1, 2, 1]);
});
