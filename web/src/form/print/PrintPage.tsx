/** Records or a list as they come out of the printer; what is seen is what is printed. */
import { useQuery, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button, Checkbox, Select } from 'antd';
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { sentencesOf } from '@/lib/problem';
import { useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { withWords } from '@/i18n';
import { formQuery } from '../records';
import { conditionsOf, type Search } from '../list/filters';
import { docOf, hasTaxes, listDoc, type Doc } from './doc';
import { isLabelled, pricesOf } from './label';
import { useOptions } from './options';
import { LabelChoices, useLabelOptions } from './LabelChoices';
import {
  isLabelSize,
  isPicked,
  labelSizes,
  labelWords,
  listPaperQuery,
  notePrinting,
  papersQuery,
  picksQuery,
  sizes,
  type SizeName,
} from './papers';
import { PdfButton } from './PdfButton';
import { pdfOf } from './pdfOf';
import { Sheets } from './Sheets';
import { useFit } from './useFit';
import './print.css';

const Labels = lazy(withWords(() => import('./Labels'), 'records'));

interface Props {
  name: string;
  /** `ids`, comma-separated; without them what the list of the form shows by the same words */
  search: Search;
}

function useDocs(name: string, search: Search, options: ReturnType<typeof useOptions>) {
  const { t } = useTranslation();
  const { data: form } = useSuspenseQuery(formQuery(name));
  const ids = search['ids'] ?? '';
  const filter = useMemo(() => conditionsOf(form, search), [form, search]);
  const listed = {
    filter,
    q: search['q'] ?? '',
    sort: search['sort'] ?? form.list.sort,
    fields: search['fields'] ?? '',
  };
  const picked = options.as !== 'paper';
  const plain = useQuery(
    papersQuery(name, picked ? '' : ids, options.prices || isLabelSize(options.size)),
  );
  const picks = useQuery(picksQuery(name, picked ? ids : '', options.as === 'wave'));
  const papers = picked ? picks : plain;
  const list = useQuery(listPaperQuery(name, ids ? null : listed));
  const docs = useMemo((): Doc[] => {
    if (ids) return papers.data?.map((paper) => docOf(paper, options.taxes)) ?? [];
    if (!list.data) return [];
    const { rows, total } = list.data;
    const count =
      rows.length < total
        ? t('print.firstOf', { shown: rows.length, total })
        : t('list.count', { total });
    return [listDoc(list.data, count, t(list.data.in_force ? 'list.sumInForce' : 'list.sum'))];
  }, [ids, papers.data, list.data, options.taxes, t]);
  return {
    form,
    ids,
    listed,
    docs,
    error: papers.error ?? list.error,
    taxed: papers.data?.some(hasTaxes) ?? false,
    priced: form.fields.some((field) => field.kind === 'money'),
  };
}

/**
 * Notes in the audit what is printed: by our button, by the browser's own, or into a PDF that is
 * saved. `ids` is empty where there is nothing to note.
 */
function usePrinting(name: string, ids: string) {
  const client = useQueryClient();
  const noted = useRef(false);
  const [error, setError] = useState<unknown>(null);
  useEffect(() => {
    const before = () => {
      if (noted.current || !ids) return;
      notePrinting(name, ids).catch(setError);
    };
    const after = () => {
      noted.current = false;
      void client.invalidateQueries({ queryKey: ['print', name] });
    };
    window.addEventListener('beforeprint', before);
    window.addEventListener('afterprint', after);
    return () => {
      window.removeEventListener('beforeprint', before);
      window.removeEventListener('afterprint', after);
    };
  }, [client, name, ids]);
  const print = async () => {
    setError(null);
    try {
      if (ids) await notePrinting(name, ids);
      noted.current = true;
      window.print();
    } catch (refused) {
      setError(refused);
    }
  };
  const saved = async () => {
    if (!ids) return;
    await notePrinting(name, ids);
    await client.invalidateQueries({ queryKey: ['print', name] });
  };
  return { print, saved, error };
}

export function PrintPage({ name, search }: Props) {
  const { t } = useTranslation();
  const router = useRouter();
  const { user, company } = useSession();
  const options = useOptions(name, !search['ids']);
  const { form, ids, listed, docs, error, taxed, priced } = useDocs(name, search, options);
  const picked = options.as !== 'paper';
  // A list, and a pick list, are nothing of which a document counts how often it was printed.
  const { print, saved, error: unprinted } = usePrinting(name, picked ? '' : ids);
  const wrong = error ?? unprinted;
  const size = sizes[picked && isLabelSize(options.size) ? 'a4' : options.size];
  const fit = useFit(size.width);
  const now = showInstant(new Date().toISOString(), company.time_zone);
  const by = t('print.by', { name: user.name || user.username, at: now });
  const ready = docs.length > 0;
  const perPiece = !isLabelled(name) && docs.some((doc) => doc.labels?.length);
  const labels = useLabelOptions(name, perPiece);
  const each = 'across' in size ? size.across * size.down : 0;
  const papers: { value: SizeName; label: string }[] = [
    { value: 'a4', label: t('print.sizes.a4') },
    { value: 'a4Wide', label: t('print.sizes.a4Wide') },
    { value: 'a5Wide', label: t('print.sizes.a5Wide') },
    { value: 'triple', label: t('print.sizes.triple') },
    { value: 'tripleThird', label: t('print.sizes.tripleThird') },
    ...(ids && !picked && (isLabelled(name) || perPiece) ? labelSizes : []).map((value) => ({
      value,
      label: t(labelWords[value]),
    })),
  ];

  return (
    <div className="print">
      <style>{`@page { size: ${String(size.width)}mm ${String(size.height)}mm; margin: 0 }`}</style>
      <div className="print-bar" role="toolbar" aria-label={t('print.title')}>
        <Button
          onClick={() => {
            if (router.history.canGoBack()) router.history.back();
            else void router.navigate({ to: '/records/$form', params: { form: name } });
          }}
        >
          {t('print.back')}
        </Button>
        <h1>{t('print.of', { label: form.label })}</h1>
        {ids && isPicked(name) && (
          <Select<string>
            aria-label={t('print.as.label')}
            value={options.as}
            options={[
              { value: 'paper', label: form.label },
              { value: 'pick', label: t('print.as.pick') },
              ...(ids.includes(',') ? [{ value: 'wave', label: t('print.as.wave') }] : []),
            ]}
            onChange={options.setAs}
          />
        )}
        <Select<SizeName>
          aria-label={t('print.paper')}
          value={picked && isLabelSize(options.size) ? 'a4' : options.size}
          options={papers}
          onChange={options.setSize}
        />
        {!picked && isLabelSize(options.size) && (
          <LabelChoices options={labels} {...{ perPiece, each, prices: pricesOf(name, docs) }} />
        )}
        {ids && priced && !picked && !isLabelSize(options.size) && (
          <Checkbox
            checked={options.prices}
            onChange={(event) => {
              options.setPrices(event.target.checked);
            }}
          >
            {t('print.prices')}
          </Checkbox>
        )}
        {taxed && !isLabelSize(options.size) && (
          <Checkbox
            checked={options.taxes}
            onChange={(event) => {
              options.setTaxes(event.target.checked);
            }}
          >
            {t('print.taxes')}
          </Checkbox>
        )}
        <PdfButton
          {...pdfOf(name, ids, listed, options, labels)}
          disabled={!ready}
          onSaved={saved}
        />
        <Button type="primary" disabled={!ready} onClick={() => void print()}>
          {t('print.print')}
        </Button>
      </div>
      {wrong !== null && <ProblemAlert error={wrong} rest={sentencesOf(wrong)} />}
      {!ready && !error && <p className="quiet">{t('app.loading')}</p>}
      <div className="sheets" style={{ zoom: fit }}>
        {!picked && isLabelSize(options.size) ? (
          <Suspense fallback={null}>
            <Labels
              form={name}
              docs={docs}
              size={options.size}
              choices={labels}
              skip={labels.skip}
            />
          </Suspense>
        ) : (
          docs.map((doc) => <Sheets key={doc.key} {...{ doc, size, by }} />)
        )}
      </div>
    </div>
  );
}
