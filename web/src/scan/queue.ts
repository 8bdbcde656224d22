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

/** Where it lies: by names, of which one begins like another. */
export interface Place {
  names(beginning: string): string[];
  read(name: string): string | null;
  write(name: string, text: string | null): void;
}

const DIGITS = 9;

/**
 * The queue of one person at one work. Other windows of theirs may change it at any time, so each of
 * what waits lies under a name of its own.
 */
export class Queue<T extends Kept> {
  constructor(
    readonly name: string,
    private readonly place: Place,
  ) {
    this.divide();
  }

  all(): T[] {
    return this.names().flatMap((name) => this.read(name) ?? []);
  }

  add(one: T): void {
    this.addAll([one]);
  }

  drop(id: string): void {
    this.change(id, () => null);
  }

  /** Sends a refused one again, with what is said of it now. */
  again(id: string, more: Partial<T> = {}): void {
    this.change(id, (each) => ({ ...each, ...more, refused: null }));
  }

  /** What goes next. */
  waiting(most = 100): T[] {
    return this.all()
      .filter((each) => each.refused === null)
      .slice(0, most);
  }

  /** What the server answered: kept ones go, refused ones stay with the reason. */
  answered(answers: readonly Answer<T>[]): void {
    for (const { id, state, note, message } of answers) {
      this.change(id, (each) =>
        state === 'refused' ? { ...each, ...note, refused: message } : null,
      );
    }
  }

  /** How many of the names under which something waits are so. */
  count(which: (name: string) => boolean): number {
    return this.names().filter(which).length;
  }

  owns(name: string): boolean {
    return name === this.name || name.startsWith(`${this.name}#`);
  }

  private names(): string[] {
    return this.place.names(`${this.name}#`).sort();
  }

  private read(name: string): T | null {
    try {
      return JSON.parse(this.place.read(name) ?? 'null') as T | null;
    } catch {
      return null;
    }
  }

  private addAll(some: readonly T[]): void {
    const last = this.names().at(-1) ?? '';
    const number = Number(last.slice(this.name.length + 1).split('#')[0]) || 0;
    some.forEach((one, at) => {
      const place = String(number + at + 1).padStart(DIGITS, '0');
      this.place.write(`${this.name}#${place}#${one.id}`, JSON.stringify(one));
    });
  }

  private change(id: string, how: (one: T) => T | null): void {
    for (const name of this.names().filter((each) => each.endsWith(`#${id}`))) {
      const one = this.read(name);
      const after = one && how(one);
      this.place.write(name, after && JSON.stringify(after));
    }
  }

  /** Earlier releases kept all of a queue under one name. */
  private divide(): void {
    try {
      const all = JSON.parse(this.place.read(this.name) ?? 'null') as T[] | null;
      if (!Array.isArray(all)) return;
      this.addAll(all);
      this.place.write(this.name, null);
    } catch {
      // Nobody can read it.
    }
  }
}
