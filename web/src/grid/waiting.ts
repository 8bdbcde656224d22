/** What is still being looked up; saving waits for it. */

export class Waiting {
  private readonly open = new Set<Promise<unknown>>();

  add<T>(work: Promise<T>): Promise<T> {
    this.open.add(work);
    const end = () => {
      this.open.delete(work);
    };
    work.then(end, end);
    return work;
  }

  get busy(): boolean {
    return this.open.size > 0;
  }

  /** Also what was begun while waiting. */
  async done(): Promise<void> {
    while (this.open.size > 0) await Promise.allSettled(this.open);
  }
}
