/** Prices that the server proposes for lines whose price nobody has typed. */
import { useEffect, useRef } from 'react';

import { isProposed } from '@/grid/proposed';
import { isChosen, isEmpty, type Edit, type GridState, type Row, type Values } from '@/grid/rows';
import type { GridAction, RowRules } from '@/grid/rows';
import { filledRows } from '@/grid/rows';
import type { Waiting } from '@/grid/waiting';
import { send } from '@/lib/api';
import { decimal } from '@/lib/decimal';
import type { Served } from '@/lib/server';
import { isReference, type Form, type Table, type Value } from '../form';
import { idOf, isTrade } from './roles';

export type Proposal = Served<'PriceOut'>;

/** Lines of one question at most. */
const MOST = 1000;
const PAUSE = 150;

export const PRICE = 'unit_price';
/** Cells that no form has: what was proposed for the line, why, and for which question. */
export const PROPOSED = 'price_proposed';
export const SOURCE = 'price_source';
export const WHY = 'price_text';
const ASKED = 'price_asked';
export const OWN_CELLS = [PROPOSED, SOURCE, WHY, ASKED];

/** What is the same for all lines of the document. */
export interface Header {
  form: string;
  partner: string;
  date: string;
  taxIncluded: boolean;
}

export function isProposing(form: Form, table: Table): boolean {
  return (
    isTrade(table) &&
    form.fields.some((field) => field.name === 'partner') &&
    table.fields.some((field) => field.name === PRICE && !field.readonly)
  );
}

export function headerOf(form: Form, values: Record<string, Value>): Header {
  const { partner, date } = values;
  return {
    form: form.name,
    partner: isReference(partner) ? partner.id : '',
    date: typeof date === 'string' ? date.slice(0, 10) : '',
    taxIncluded: values['tax_included'] === true,
  };
}

/** One text for each line as it is, so that a key in one of a thousand makes one anew. */
const questions = new WeakMap<Row, { about: string; question: string }>();

/** Everything that the price of a line follows from, as one text. */
function questionOf(row: Row, header: Header): string {
  const about = `${header.partner} ${header.date} ${String(header.taxIncluded)}`;
  const known = questions.get(row);
  if (known?.about === about) return known.question;
  const { values } = row;
  const quantity = decimal(values['quantity']);
  const wanted = quantity && quantity.gt(0) ? String(quantity) : '0';
  const question = `${about} ${idOf(values['product'])} ${idOf(values['unit'])} ${wanted}`;
  questions.set(row, { about, question });
  return question;
}

/** Where the line that a line goes on from is kept; it keeps what was agreed there. */
function sourcesOf(table: Table): string[] {
  return table.fields.filter((field) => field.kind === 'line').map((field) => field.name);
}

/** Lines with these take over the price of the line that they go on from. */
const PRICED = ['order_line', 'receipt_line', 'delivery_line', 'exchange_line'];

/** The line that this one goes on from; such references are plain ids. */
function pricedBy(row: Row): string {
  for (const name of PRICED) {
    const value = row.values[name];
    const id = typeof value === 'string' ? value : idOf(value);
    if (id) return id;
  }
  return '';
}

/** The lines whose price is the server's to say, and was not yet said for what they are now. */
export function askingRows(
  state: GridState,
  rules: RowRules,
  table: Table,
  header: Header,
): { row: Row; question: string }[] {
  const sources = sourcesOf(table);
  return filledRows(state.rows, rules).flatMap((row) => {
    if (state.typing === `${row.key} ${PRICE}`) return [];
    if (!isChosen(row.values['product']) || isGift(row)) return [];
    const question = questionOf(row, header);
    if (sources.some((name) => !isEmpty(row.values[name]))) {
      return pricedBy(row) && row.values[ASKED] !== question ? [{ row, question }] : [];
    }
    if (!isProposed(row, rules)) return [];
    const known = row.values[ASKED] === question && !isEmpty(row.values[PRICE]);
    return known ? [] : [{ row, question }];
  });
}

/** A line that becomes a gift costs nothing; when it is none any more, its price is asked for. */
const GIVEN = {
  [PRICE]: '0',
  [PROPOSED]: '0',
  [SOURCE]: null,
  [WHY]: null,
  [ASKED]: null,
};

export function isGift(row: Row): boolean {
  return row.values['is_gift'] === true;
}

export function giftEdits(state: GridState, rules: RowRules): Edit[] {
  return filledRows(state.rows, rules)
    .filter((row) => isGift(row) && !decimal(row.values[PRICE])?.eq(0))
    .map((row) => ({ key: row.key, values: GIVEN }));
}

async function ask(header: Header, rows: readonly Row[]): Promise<(Proposal | null)[]> {
  const { data } = await send<{ items: (Proposal | null)[] }>('/api/v1/prices/proposals', {
    method: 'POST',
    body: {
      form: header.form,
      partner: header.partner || null,
      date: header.date || null,
      tax_included: header.taxIncluded,
      lines: rows.map((row) => {
        const question = questionOf(row, { ...header, partner: '', date: '' }).split(' ');
        return {
          product: idOf(row.values['product']),
          unit: idOf(row.values['unit']) || null,
          quantity: question.at(-1) ?? '0',
          source: pricedBy(row) || null,
          discount: decimal(row.values['discount'])?.toFixed() ?? '0',
        };
      }),
    },
  });
  return data.items;
}

/** The price of such a line stays; it is explained where it is that of its source, or invoice. */
function explainedWith(row: Row, found: Proposal | null, question: string): Values {
  const price = decimal(row.values[PRICE]);
  const agreed = found?.source === 'invoice' || found?.source === 'source';
  return agreed && price?.eq(found.price)
    ? { ...filledWith(found, question), [PRICE]: row.values[PRICE] ?? null }
    : { [ASKED]: question };
}

export function answerFor(row: Row, found: Proposal | null, question: string): Values {
  return pricedBy(row) && !isEmpty(row.values[PRICE])
    ? explainedWith(row, found, question)
    : filledWith(found, question);
}

export function filledWith(found: Proposal | null, question: string): Values {
  // A product without a price of its own: nothing is said, and the person types one.
  const price = found && !decimal(found.price)?.eq(0) ? found.price : null;
  return {
    [PRICE]: price,
    [PROPOSED]: price,
    [SOURCE]: price && found ? found.source : null,
    [WHY]: price && found ? found.text : null,
    [ASKED]: question,
  };
}

interface Parts {
  on: boolean;
  table: Table;
  state: GridState;
  rules: RowRules;
  header: Header;
  waiting: Waiting;
  dispatch(action: GridAction): void;
}

/** Asks for all such lines at once, a moment after the last change; saving waits for it. */
export function useProposals(parts: Parts): void {
  const { on, table, state, rules, header, waiting, dispatch } = parts;
  const now = useRef(parts);
  useEffect(() => {
    now.current = parts;
  });
  const { form, partner, date, taxIncluded } = header;
  useEffect(() => {
    const edits = on ? giftEdits(state, rules) : [];
    if (edits.length > 0) dispatch({ type: 'edit', edits, join: true });
  }, [on, state, rules, dispatch]);
  useEffect(() => {
    const head = { form, partner, date, taxIncluded };
    const asking = on ? askingRows(state, rules, table, head) : [];
    if (asking.length === 0) return undefined;
    let given = false;
    let end: () => void = () => undefined;
    void waiting.add(
      new Promise<void>((resolve) => {
        end = resolve;
      }),
    );
    const work = async () => {
      const edits: Edit[] = [];
      for (let at = 0; at < asking.length; at += MOST) {
        const part = asking.slice(at, at + MOST);
        const found = await ask(
          head,
          part.map(({ row }) => row),
        ).catch(() => null);
        if (!found) return;
        part.forEach(({ row, question }, index) => {
          edits.push({ key: row.key, values: answerFor(row, found[index] ?? null, question) });
        });
      }
      // Only where the line is still what was asked about; what was typed meanwhile stays.
      const { state: latest, rules: each, table: lines, header: still } = now.current;
      const wanted = askingRows(latest, each, lines, still);
      const open = new Map(wanted.map(({ row, question }) => [row.key, question]));
      const fit = edits.filter((edit) => open.get(edit.key) === edit.values[ASKED]);
      if (fit.length > 0) dispatch({ type: 'edit', edits: fit, join: true });
    };
    const timer = setTimeout(() => {
      given = true;
      void work().finally(end);
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      if (!given) end();
    };
  }, [on, table, state, rules, form, partner, date, taxIncluded, waiting, dispatch]);
}
