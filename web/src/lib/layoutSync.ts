/**
 * Column layouts go to the server about a second after the last change, and come from there once when
 * the pages are open. What the server has wins, but for what it has not been told yet: that is told
 * first, and again the next time when it could not be.
 */
import { send } from './api';
import {
  arrangedTables,
  AS_IT_WAS,
  isUnsent,
  layoutIn,
  layoutOwner,
  layoutText,
  takeLayout,
  watchArranging,
} from './layouts';
import type { Served } from './server';

const PATH = '/api/v1/columns';
export const PAUSE = 1_000;

/** Until the answer is called; for the owner of now. */
export function keepInStep(): () => void {
  const owner = layoutOwner();
  const timers = new Map<string, ReturnType<typeof setTimeout>>();
  const touched = new Set<string>();
  let over = false;
  const isOver = () => over || layoutOwner() !== owner;

  const put = async (table: string) => {
    const text = layoutText(table);
    const body = layoutIn(text);
    try {
      await send(`${PATH}/${encodeURIComponent(table)}`, {
        method: 'PUT',
        body,
        sessionNeeded: false,
      });
      if (!isOver() && layoutText(table) === text) takeLayout(table, body);
    } catch {
      // It is still marked: nobody is disturbed for looks.
    }
  };

  const take = async () => {
    await Promise.all(arrangedTables().filter(isUnsent).map(put));
    if (isOver()) return;
    touched.clear();
    const { data } = await send<Served<'ColumnLayouts'>>(PATH, { sessionNeeded: false });
    if (isOver()) return;
    for (const table of new Set([...arrangedTables(), ...Object.keys(data.tables)])) {
      // Arranged while the answer was on its way: it may tell of before.
      if (touched.has(table) || isUnsent(table)) continue;
      takeLayout(table, layoutIn(JSON.stringify(data.tables[table] ?? AS_IT_WAS)));
    }
  };

  const stop = watchArranging((table) => {
    touched.add(table);
    clearTimeout(timers.get(table));
    timers.set(
      table,
      setTimeout(() => {
        if (!isOver()) void put(table);
      }, PAUSE),
    );
  });
  take().catch(() => undefined); // without the server, this browser's own are shown
  return () => {
    over = true;
    stop();
    for (const timer of timers.values()) clearTimeout(timer);
  };
}
