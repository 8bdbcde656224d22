/** What is done with proposed limits that are ticked: taken over, as proposed or as somebody types. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { send } from '@/lib/api';
import { once, SOON } from '@/lib/once';
import { Problem, sentencesOf } from '@/lib/problem';
import type { Served } from '@/lib/server';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { useAfresh } from './drafts';

interface Props {
  ids: readonly string[];
  rows: readonly Readonly<Record<string, unknown>>[];
  question: Readonly<Record<string, string | undefined>>;
  onDone(): void;
}

/** What is sent, what it is called, and the column in which it is proposed. */
const NAMES = {
  safety_stock: ['planning.safety_stock', 'safe'],
  min_stock: ['planning.min_stock', 'least'],
  max_stock: ['planning.max_stock', 'most'],
} as const;
type Limit = keyof typeof NAMES;
type Typed = Partial<Record<Limit, string>>;
const PATH = '/api/v1/replenishment/limits';
const LIMITS: readonly Limit[] = ['safety_stock', 'min_stock', 'max_stock'];

export function LimitActs({ ids, rows, question, onDone }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const afresh = useAfresh();
  const [typed, setTyped] = useState<Record<string, Typed>>({});
  const [only, ...more] = rows;
  const one = only !== undefined && more.length === 0 ? String(only['id']) : undefined;
  const { mutate, isPending, error, data } = useMutation({
    mutationFn: () => {
      const body = {
        days: question['days'] ?? '90',
        service: question['service'] ?? '95',
        items: ids.map((id) => {
          const [product, warehouse] = id.split(':');
          return { product, warehouse, ...typed[id] };
        }),
      };
      const take = (key: string) =>
        send<Served<'TakenOut'>>(PATH, { method: 'POST', body, idempotencyKey: key });
      return once(PATH, body, take, SOON);
    },
    onSuccess: async () => {
      setTyped({});
      onDone();
      await client.invalidateQueries({ queryKey: ['report', 'limit_proposals'] });
      await client.invalidateQueries({ queryKey: ['records', 'product'] });
      await afresh();
    },
  });
  const wrong = new Set(
    error instanceof Problem ? error.errors.map(({ field }) => field?.split('.').at(-1)) : [],
  );
  return (
    <>
      <div className="report-acts">
        <Button
          type="primary"
          disabled={ids.length === 0}
          loading={isPending}
          onClick={() => {
            mutate();
          }}
        >
          {t('planning.takeOver', { count: ids.length })}
        </Button>
        {one !== undefined &&
          LIMITS.map((name) => (
            <Input
              key={one + name}
              style={{ width: 168 }}
              inputMode="decimal"
              prefix={t(NAMES[name][0])}
              aria-label={t(NAMES[name][0])}
              value={typed[one]?.[name] ?? String(only?.[NAMES[name][1]] ?? '')}
              {...(wrong.has(name) && { status: 'error' as const })}
              onChange={({ target }) => {
                setTyped({ ...typed, [one]: { ...typed[one], [name]: target.value.trim() } });
              }}
              onPressEnter={() => {
                mutate();
              }}
            />
          ))}
        <span className="quiet" role="status">
          {ids.length === 0 &&
            (data
              ? t('planning.tookOver', { count: data.data.changed })
              : t('planning.tickLimits'))}
        </span>
      </div>
      {error && <ProblemAlert error={error} rest={sentencesOf(error)} />}
    </>
  );
}
