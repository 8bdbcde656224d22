/** 评论: what people say beside a record; @ and a name calls somebody who may see it. */
import { Button, Mentions, Popconfirm } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { keep, kept } from '@/lib/safekeeping';
import { useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';
import type { Form, RecordData } from '../form';
import type { Setting } from '../kinds';
import {
  calledBy,
  calledIn,
  isMeant,
  readingsOf,
  typedAt,
  useComments,
  useReaders,
  useSay,
  useTakeBack,
  type Comment,
} from './comments';

interface Props {
  form: Form;
  record: RecordData;
  setting: Setting;
}

const LONGEST = 2_000;

function Said({ one, zone, onTakeBack }: { one: Comment; zone: string; onTakeBack(): void }) {
  const { t } = useTranslation();
  return (
    <li>
      <div>
        <b>{one.by?.name ?? t('history.system')}</b>
        <time dateTime={one.at}>{showInstant(one.at, zone)}</time>
        <span className="spacer" />
        {one.removable && (
          <Popconfirm title={t('comments.takeBackAsk')} onConfirm={onTakeBack}>
            <Button type="text" size="small">
              {t('comments.takeBack')}
            </Button>
          </Popconfirm>
        )}
      </div>
      {one.taken_back ? (
        <p className="quiet">{t('comments.takenBack')}</p>
      ) : (
        <p className="said">{one.text}</p>
      )}
    </li>
  );
}

function Say({ form, record }: { form: Form; record: RecordData }) {
  const { t } = useTranslation();
  const readers = useReaders(form.name);
  const say = useSay(form.name, record.id);
  const { user, company } = useSession();
  const place = ['huolang.comment', user.id, String(company.id), form.name, record.id].join(':');
  const [text, setText] = useState(() => kept(place) ?? '');
  const type = (next: string) => {
    setText(next);
    keep(place, next || null);
  };
  const field = useRef<HTMLTextAreaElement | null>(null);
  const names = useMemo(() => calledBy(readers.data ?? []), [readers.data]);
  const readings = useMemo(() => readingsOf(readers.data ?? []), [readers.data]);
  const send = () => {
    if (!text.trim() || say.isPending) return;
    // Also when its tab is gone by then. What was typed while it was sent stays.
    void say.mutateAsync({ text, mentions: calledIn(text, names) }).then(
      () => {
        const now = kept(place) ?? '';
        type(now.startsWith(text) ? now.slice(text.length).trimStart() : now);
      },
      () => undefined,
    );
  };
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      {say.error && <ProblemAlert error={say.error} />}
      <Mentions
        ref={(made) => {
          field.current = made?.textarea ?? null;
        }}
        aria-label={t('comments.write')}
        placeholder={t('comments.hint')}
        autoSize={{ minRows: 2, maxRows: 8 }}
        maxLength={LONGEST}
        value={text}
        filterOption={(_, { value: name = '' }) =>
          isMeant(typedAt(field.current), name, readings.get(name) ?? '')
        }
        options={[...names.keys()].map((name) => ({ value: name, label: name, key: name }))}
        onChange={type}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
          // Said is said; the record behind stays as it is.
          event.preventDefault();
          event.stopPropagation();
          send();
        }}
      />
      <div>
        <Button
          type="primary"
          htmlType="submit"
          size="small"
          disabled={!text.trim()}
          loading={say.isPending}
        >
          {t('comments.send')}
        </Button>
      </div>
    </form>
  );
}

export default function CommentsTab({ form, record, setting }: Props) {
  const { t } = useTranslation();
  const comments = useComments(form.name, record.id);
  const takeBack = useTakeBack(form.name, record.id);
  if (comments.error) {
    return <ProblemAlert error={comments.error} onRetry={() => void comments.refetch()} />;
  }
  return (
    <section className="panel stack" aria-label={t('comments.title')}>
      {takeBack.error && <ProblemAlert error={takeBack.error} />}
      {comments.data?.length === 0 && <p className="quiet">{t('comments.nothing')}</p>}
      <ol className="history comments">
        {comments.data?.map((one) => (
          <Said
            key={one.id}
            one={one}
            zone={setting.zone ?? ''}
            onTakeBack={() => {
              takeBack.mutate(one.id);
            }}
          />
        ))}
      </ol>
      <Say form={form} record={record} />
    </section>
  );
}
