/**
 * What was counted and the server has not confirmed yet. It is kept in this browser, so that a lost
 * connection, a reload or an empty battery loses nothing; each tally carries an id of its own, by
 * which the server keeps it once however often it is sent.
 */
import { Decimal, decimal, plainNumber } from '@/lib/decimal';
import type { Served } from '@/lib/server';

export type SheetLine = Served<'SheetLine'>;

export interface Tally {
  id: string;
  /** a bar code, a product's code or a serial number; or the product itself */
  code: string;
  product: string | null;
  quantity: string;
  batch: string;
  location: string;
  serial: string;
  round: number | null;
  counted_at: string;
  produced_on: string | null;
  expires_on: string | null;
}

export interface Queued extends Tally {
  /** what people call it */
  called: string;
  unit: string;
  /** of the sheet, where it is known */
  line: string | null;
  /** why the server did not take it */
  refused: string | null;
}

interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** The queue of one person in one task. Other windows of theirs may change it at any time. */
export class Queue {
  private held: Queued[] | null = null;
  /** it could not be written: what is here is lost with this page */
  unsafe = false;

  constructor(
    private readonly name: string,
    private readonly storage: Storage,
  ) {}

  all(): Queued[] {
    if (this.held) return this.held;
    try {
      return JSON.parse(this.storage.getItem(this.name) ?? '[]') as Queued[];
    } catch {
      return [];
    }
  }

  add(one: Queued): void {
    this.keep([...this.all(), one]);
  }

  drop(id: string): void {
    this.keep(this.all().filter((each) => each.id !== id));
  }

  /** Sends a refused one again. */
  again(id: string): void {
    this.keep(this.all().map((each) => (each.id === id ? { ...each, refused: null } : each)));
  }

  /** What goes next. */
  waiting(most = 100): Queued[] {
    return this.all()
      .filter((each) => each.refused === null)
      .slice(0, most);
  }

  /** What the server answered: kept ones go, refused ones stay with the reason. */
  answered(answers: readonly { id: string; state: string; message: string }[]): void {
    const told = new Map(answers.map((one) => [one.id, one]));
    this.keep(
      this.all().flatMap((each) => {
        const answer = told.get(each.id);
        if (!answer) return [each];
        return answer.state === 'refused' ? [{ ...each, refused: answer.message }] : [];
      }),
    );
  }

  private keep(all: Queued[]): void {
    try {
      if (all.length === 0) this.storage.removeItem(this.name);
      else this.storage.setItem(this.name, JSON.stringify(all));
      this.held = null;
      this.unsafe = false;
    } catch {
      this.held = all;
      this.unsafe = all.length > 0;
    }
  }
}

/** The body of a request. */
export function bodyOf(some: readonly Queued[]): { tallies: Tally[]; sent_at: string } {
  const tallies = some.map((one) => ({
    id: one.id,
    code: one.code,
    product: one.product,
    quantity: one.quantity,
    batch: one.batch,
    location: one.location,
    serial: one.serial,
    round: one.round,
    counted_at: one.counted_at,
    produced_on: one.produced_on,
    expires_on: one.expires_on,
  }));
  return { tallies, sent_at: new Date().toISOString() };
}

/** What this person counted of a line: what the server has, and what waits to be sent. */
export function mineOf(line: SheetLine, queue: readonly Queued[]): string | null {
  const waiting = queue.filter((one) => one.line === line.id && one.refused === null);
  if (waiting.length === 0) return line.mine ?? null;
  const parts = [line.mine ?? '0', ...waiting.map((one) => one.quantity)];
  return plainNumber(parts.reduce((sum, part) => sum.plus(decimal(part) ?? '0'), new Decimal(0)));
}
