/** Ctrl+K: go to any record, page or new document by typing a little of it. */
import { queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Modal } from 'antd';
import { useDeferredValue, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { recall, remember } from '@/lib/remember';
import { useSession } from '@/lib/session';
import { findAll } from '@/scan/printed';
import { StateTag, type TagTone } from '@/ui/StateTag';
import { commandPlaces, commandsOfPage, type Command } from './commands';
import { placeOf, places, printedPlace, type Page, type Place } from './palette';
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

const findQuery = (text: string) =>
  queryOptions({
    queryKey: ['records', 'find', text],
    queryFn: ({ signal }) => findAll(text, signal),
  });

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
  const text = useDeferredValue(typed.trim());
  const client = useQueryClient();
  const latest = useRef<string | null>(null);
  const { data, isFetching, isError, isPlaceholderData } = useQuery({
    ...findQuery(text),
    enabled: text !== '',
    placeholderData: (before) => before,
  });
  // What the page below can do does not change while this stands above it.
  const [ofPage] = useState(() => commandsOfPage());
  const all = useMemo(() => [...ofPage, ...commands], [ofPage, commands]);
  const list = useRef<HTMLUListElement>(null);

  const name = recentName(session.company.id, session.user.id);
  /** What needs no answer of the server. */
  const known = useMemo(() => {
    const words = {
      create: (form: string) => t('find.create', { form }),
      take: (form: string) => t('find.take', { form }),
      createAlso: (form: string) => t('find.createAlso', { form }),
      report: t('find.report'),
      page: t('find.page'),
      act: t('find.command'),
    };
    return (wanted: string): Place[] => {
      const printed = printedPlace(wanted, session, t('find.printed'));
      if (printed) return [printed];
      const done = commandPlaces(wanted, all, t('find.command'));
      return [...done, ...places(wanted, session, pages, words)];
    };
  }, [session, pages, all, t]);
  const shown = useMemo<Place[]>(
    () => (text ? [...known(text), ...(data ?? []).map(placeOf)] : recalled(name)),
    [text, data, known, name],
  );
  const at = Math.min(chosen, Math.max(shown.length - 1, 0));

  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);

  useEffect(() => {
    latest.current = typed;
    return () => {
      latest.current = null;
    };
  }, [typed]);

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

  /** A scanner presses Enter before anybody could answer: what is opened is what it read. */
  const enter = async () => {
    const wanted = typed.trim();
    const own = chosen === 0 && wanted ? known(wanted)[0] : undefined;
    if (own) open(own);
    else if (
      chosen > 0 ||
      wanted === '' ||
      (wanted === text && !isPlaceholderData && !isFetching)
    ) {
      open(shown[at]);
    } else {
      const [hit] = await client.fetchQuery(findQuery(wanted)).catch(() => []);
      if (hit && latest.current === typed) open(placeOf(hit));
    }
  };

  const onKey = (event: React.KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && shown.length > 0) {
      event.preventDefault();
      setChosen((at + step + shown.length) % shown.length);
    } else if (event.key === 'Enter') {
      event.preventDefault();
      void enter();
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
