/**
 * What the server has not confirmed yet. It is kept in this browser, so that a lost connection, a
 * reload or an empty battery loses nothing; each one carries an id of its own, by which the server
 * does it once however often it is sent.
 */
export interface Kept {
  id: string;
  /** why the server did not take it */
  refused: string | null;
}

export interface Answer<T extends Kept> {
  id: string;
  state: string;
  message: string;
  /** what is noted of a refused one */
  note?: Partial<T>;
}

export interface Storage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

/** The queue of one person at one work. Other windows of theirs may change it at any time. */
export class Queue<T extends Kept> {
  private held: T[] | null = null;
  /** it could not be written: what is here is lost with this page */
  unsafe = false;

  constructor(
    readonly name: string,
    private readonly storage: Storage,
  ) {}

  all(): T[] {
    if (this.held) return this.held;
    try {
      return JSON.parse(this.storage.getItem(this.name) ?? '[]') as T[];
    } catch {
      return [];
    }
  }

  add(one: T): void {
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
  waiting(most = 100): T[] {
    return this.all()
      .filter((each) => each.refused === null)
      .slice(0, most);
  }

  /** What the server answered: kept ones go, refused ones stay with the reason. */
  answered(answers: readonly Answer<T>[]): void {
    const told = new Map(answers.map((one) => [one.id, one]));
    this.keep(
      this.all().flatMap((each) => {
        const answer = told.get(each.id);
        if (!answer) return [each];
        if (answer.state !== 'refused') return [];
        return [{ ...each, ...answer.note, refused: answer.message }];
      }),
    );
  }

  private keep(all: T[]): void {
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
