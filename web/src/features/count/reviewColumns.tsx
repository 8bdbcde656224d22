/** The columns of the review. */
import { Tooltip } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { headed, letters } from '@/grid/widths';
import { showNumber } from '@/lib/decimal';
import type { TableColumn } from '@/ui/DataTable';
import { StateTag, type TagTone } from '@/ui/StateTag';
import type { Review, ReviewLine } from './count';

const TONES: Record<string, TagTone> = {
  open: 'neutral',
  recount: 'warning',
  second: 'info',
  disagree: 'danger',
  counted: 'success',
};

interface Standing {
  tone: TagTone;
  word: string;
  help?: string;
}

export function useReviewColumns(review: Review | undefined): TableColumn<ReviewLine>[] {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const lines = review?.lines;
  return useMemo(() => {
    const some = lines ?? [];
    const words: Record<string, string> = {
      open: t('counting.statusOpen'),
      recount: t('counting.statusRecount'),
      second: t('counting.statusSecond'),
      disagree: t('counting.statusDisagree'),
      counted: t('counting.statusCounted'),
    };
    const standing = (line: ReviewLine): Standing => {
      if (line.must_recount) return { tone: 'warning', word: t('counting.mustRecount') };
      if (line.elsewhere.length > 0) {
        const help = line.elsewhere.join(' · ');
        return { tone: 'danger', word: t('counting.elsewhere'), help };
      }
      if (line.must_accept) {
        const help = t('counting.mustAcceptHelp');
        return { tone: 'warning', word: t('counting.mustAccept'), help };
      }
      if (line.moved && line.status === 'counted') {
        return { tone: 'info', word: t('counting.moved') };
      }
      return { tone: TONES[line.status] ?? 'neutral', word: words[line.status] ?? line.status };
    };
    const reasons: Record<string, string> = {
      pending: t('counting.pending'),
      normal: t('counting.normal'),
      accident: t('counting.accident'),
      surplus: t('counting.surplus'),
    };
    const number = (name: 'snapshot' | 'book_quantity' | 'counted' | 'difference') => ({
      name,
      width: 84,
      align: 'right' as const,
      render: (line: ReviewLine) => showNumber(line[name]),
    });
    const columns: (TableColumn<ReviewLine> | null)[] = [
      {
        name: 'product',
        label: t('counting.product'),
        width: 200,
        grow: true,
        render: (line) => (
          <>
            {line.code} {line.name}{' '}
            <span className="quiet">
              {line.specification} {line.unit}
            </span>
          </>
        ),
      },
      some.some((line) => line.location_code)
        ? {
            name: 'location',
            label: t('counting.place'),
            width: 90,
            render: (line) => line.location_code,
          }
        : null,
      some.some((line) => line.batch)
        ? { name: 'batch', label: t('counting.batch'), width: 100, render: (line) => line.batch }
        : null,
      some.some((line) => line.location_code || line.batch)
        ? null
        : {
            ...number('snapshot'),
            label: t('counting.snapshot'),
            width: Math.max(84, headed(t('counting.snapshot'))),
          },
      {
        ...number('book_quantity'),
        label: t('counting.book'),
        render: (line) => (
          <Tooltip title={`${t('counting.snapshot')} ${showNumber(line.snapshot)}`}>
            <span>{showNumber(line.book_quantity)}</span>
          </Tooltip>
        ),
      },
      {
        ...number('counted'),
        label: t('counting.counted'),
        render: (line) => (
          <Tooltip title={line.people.filter((one) => one).join(' · ')}>
            <span>{showNumber(line.counted)}</span>
          </Tooltip>
        ),
      },
      {
        ...number('difference'),
        label: t('counting.difference'),
        render: (line) => (
          <Tooltip
            title={[
              ...line.surplus.map((one) => `+ ${one}`),
              ...line.missing.map((one) => `− ${one}`),
            ].join(' ')}
          >
            <span className={line.difference?.startsWith('-') ? 'is-loss' : ''}>
              {line.difference === '0' && (line.missing.length > 0 || line.surplus.length > 0)
                ? `±${String(line.missing.length)}`
                : showNumber(line.difference)}
            </span>
          </Tooltip>
        ),
      },
      some.some((line) => line.value !== undefined && line.value !== null)
        ? {
            name: 'value',
            label: t('counting.value'),
            width: 96,
            align: 'right',
            render: (line) => showNumber(line.value, digits),
          }
        : null,
      {
        name: 'status',
        label: t('counting.status'),
        width: 132,
        render: (line) => {
          const { tone, word, help } = standing(line);
          return (
            <Tooltip title={help}>
              <span>
                <StateTag tone={tone}>{word}</StateTag>
              </span>
            </Tooltip>
          );
        },
      },
      {
        name: 'reason',
        label: t('counting.reason'),
        width: Math.max(110, ...Object.values(reasons).map((word) => letters(word) * 1.2 + 24)),
        render: (line) => (
          <Tooltip title={line.remark}>
            <span>
              {reasons[line.reason] ?? ''} {line.remark}
            </span>
          </Tooltip>
        ),
      },
    ];
    return columns.filter((one) => one !== null);
  }, [t, digits, lines]);
}
