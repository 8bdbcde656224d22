/** Ctrl+K: go to any record, page or new document by typing a little of it. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { get } from '@/lib/api';
import { recall, remember } from '@/lib/remember';
import type { Served } from '@/lib/server';
import { useSession } from '@/lib/session';
import { StateTag, type TagTone } from '@/ui/StateTag';
import { commandPlaces, commandsOfPage, type Command } from './commands';
import { placeOf, places, type Page, type Place } from './palette';
import './palette.css';

const RECENT = 8;

/** What was opened from here lately, for each company and person of this browser. */
function recentName(company: number, user: string): string {
  return `huolang.recent.${String(company)}.${user}`;
}

function recalled(name: string): Place[] {
  try {
    const kept: unknown = JSON.parse(recall(name) ?? '[]');
    return Array.isArray(kept) ? (kept as Place[]) : [];
  } catch {
    return [];
  }
}

function useFound(text: string) {
  return useQuery({
    queryKey: ['records', 'find', text],
    queryFn: ({ signal }) => get<Served<'HitsOut'>>('/api/v1/find', { q: text }, signal),
    enabled: text !== '',
    placeholderData: (before) => before,
  });
}

interface Props {
  pages: readonly Page[];
  /** what can be done everywhere */
  commands: readonly Command[];
  onClose(): void;
}

export function Palette({ pages, commands, onClose }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const listId = useId();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const text = useDeferredValue(typed.trim().slice(0, 60));
  const { data, isFetching, isError } = useFound(text);
  // What the page below can do does not change while this stands above it.
  const [ofPage] = useState(() => commandsOfPage());
  const all = useMemo(() => [...ofPage, ...commands], [ofPage, commands]);
  const list = useRef<HTMLUListElement>(null);

  const name = recentName(session.company.id, session.user.id);
  const shown = useMemo<Place[]>(() => {
    if (!text) return recalled(name);
    const words = {
      create: (form: string) => t('find.create', { form }),
      take: (form: string) => t('find.take', { form }),
      report: t('find.report'),
      page: t('find.page'),
    };
    const hits = (data?.items ?? []).map(placeOf);
    const own = places(text, session, pages, words);
    const done = commandPlaces(text, all, t('find.command'));
    return [...done, ...own, ...hits];
  }, [text, data, session, pages, all, name, t]);
  const at = Math.min(chosen, Math.max(shown.length - 1, 0));

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  const open = (place: Place | undefined) => {
    if (!place) return;
    if (place.run) {
      onClose();
      // The window has gone by then, and has given back the focus.
      setTimeout(place.run, 0);
      return;
    }
    const others = recalled(name).filter(({ key }) => key !== place.key);
    remember(name, JSON.stringify([place, ...others].slice(0, RECENT)));
    onClose();
    void navigate({ href: place.href });
  };

  const onKey = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && shown.length > 0) {
      event.preventDefault();
      setChosen((at + step + shown.length) % shown.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      open(shown[at]);
    }
  };

  return (
    <Modal
      open
      footer={null}
      closable={false}
      width={620}
      className="palette"
      aria-label={t('find.title')}
      onCancel={onClose}
    >
      <input
        className="palette-text"
        role="combobox"
        aria-label={t('find.title')}
        aria-expanded={shown.length > 0}
        aria-controls={listId}
        aria-activedescendant={shown[at] ? `${listId}-${String(at)}` : undefined}
        placeholder={t('find.placeholder')}
        value={typed}
        maxLength={200}
        autoComplete="off"
        autoFocus
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      {!text && shown.length > 0 && <div className="palette-head">{t('find.recent')}</div>}
      <ul
        ref={list}
        id={listId}
        className="palette-list"
        role="listbox"
        aria-label={t('find.title')}
      >
        {shown.map((place, index) => (
          <li
            key={place.key}
            id={`${listId}-${String(index)}`}
            role="option"
            aria-selected={index === at}
            className={index === at ? 'is-chosen' : undefined}
            onMouseMove={() => {
              setChosen(index);
            }}
            onClick={() => {
              open(place);
            }}
          >
            <span className="palette-kind">{place.kind}</span>
            <span className="palette-title">{place.title}</span>
            <span className="palette-about">{place.about}</span>
            {place.archived && <StateTag tone="neutral">{t('find.archived')}</StateTag>}
            {place.state && (
              <StateTag tone={place.state.tone as TagTone}>{place.state.label}</StateTag>
            )}
          </li>
        ))}
      </ul>
      <div className="palette-foot" role="status">
        {isError
          ? t('find.failed')
          : text && shown.length === 0 && !isFetching && text === typed.trim()
            ? t('find.nothing', { text })
            : shown.length > 0
              ? t('find.keys')
              : t('find.begin')}
      </div>
    </Modal>
  );
}
