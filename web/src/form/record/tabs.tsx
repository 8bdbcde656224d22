/** What stands beside the body of a record: its books, its files, what is said of it, its history. */
import { useRouterState } from '@tanstack/react-router';
import { Tabs } from 'antd';
import type { TFunction } from 'i18next';
import {
  createContext,
  lazy,
  Suspense,
  useContext,
  useEffect,
  useMemo,
  useState,
  type ReactNode,
} from 'react';
import { useTranslation } from 'react-i18next';

import { withWords } from '@/i18n';

import type { Form, RecordData } from '../form';
import type { Setting } from '../kinds';
import { BooksTab } from './BooksTab';
import { HistoryTab } from './HistoryTab';

const AttachmentsTab = lazy(withWords(() => import('./AttachmentsTab'), 'common', 'records'));
const VariantsTab = lazy(withWords(() => import('../variants/VariantsTab'), 'common', 'lines'));
const LocationsTab = lazy(withWords(() => import('./LocationsTab'), 'common', 'records'));
const CommentsTab = lazy(withWords(() => import('./CommentsTab'), 'common', 'records'));

export const BodyContext = createContext<ReactNode>(null);

function Body() {
  return useContext(BodyContext);
}

function besides(form: Form, record: RecordData, setting: Setting, t: TFunction) {
  const later = (children: ReactNode) => <Suspense fallback={null}>{children}</Suspense>;
  const parts = { form, record, setting };
  return [
    form.kind === 'document' && {
      key: 'books',
      label: t('record.books'),
      children: <BooksTab form={form.name} id={record.id} />,
    },
    form.name === 'style' && {
      key: 'variants',
      label: t('matrix.tab'),
      children: later(<VariantsTab id={record.id} />),
    },
    form.name === 'warehouse' &&
      record['located'] === true && {
        key: 'locations',
        label: t('locations.tab'),
        children: later(<LocationsTab warehouse={record.id} />),
      },
    {
      key: 'attachments',
      label: t('attachments.title'),
      children: later(<AttachmentsTab {...parts} />),
    },
    { key: 'comments', label: t('comments.title'), children: later(<CommentsTab {...parts} />) },
    { key: 'history', label: t('record.history'), children: <HistoryTab {...parts} /> },
  ].filter((tab) => tab !== false);
}

export function useTabs(form: Form, record: RecordData | null, setting: Setting): ReactNode {
  const { t } = useTranslation();
  const [tab, setTab] = useState('body');
  // A notification leads to what was said.
  const hash = useRouterState({ select: (state) => state.location.hash });
  useEffect(() => {
    if (hash === 'comments') setTab(hash);
  }, [hash]);
  // Drawn again when another one is chosen, not with every key: the body comes by its context.
  return useMemo(() => {
    const body = { key: 'body', label: t('record.body'), children: <Body /> };
    // A new record has no others yet; its body stays where it is when the record is there.
    return (
      <Tabs
        className={record ? '' : 'tabs-alone'}
        activeKey={tab}
        onChange={setTab}
        items={record ? [body, ...besides(form, record, setting, t)] : [body]}
      />
    );
  }, [form, record, setting, t, tab]);
}
