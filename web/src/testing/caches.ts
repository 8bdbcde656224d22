/** The browser's own store of answers, which jsdom has not. */
export class Caches {
  readonly held = new Map<string, Map<string, Response>>();

  open(name: string) {
    const held = this.held.get(name) ?? new Map<string, Response>();
    this.held.set(name, held);
    const key = (request: string | { url: string }) =>
      typeof request === 'string' ? request : new URL(request.url).pathname;
    return Promise.resolve({
      put: (request: string | { url: string }, response: Response) =>
        Promise.resolve(void held.set(key(request), response)),
      match: (request: string | { url: string }) =>
        Promise.resolve(held.get(key(request))?.clone()),
      addAll: (paths: string[]) =>
        Promise.resolve(paths.forEach((path) => held.set(path, new Response(path)))),
    });
  }

  async match(request: { url: string }) {
    for (const name of this.held.keys()) {
      const found = await (await this.open(name)).match(request);
      if (found) return found;
    }
    return undefined;
  }

  keys() {
    return Promise.resolve([...this.held.keys()]);
  }

  delete(name: string) {
    return Promise.resolve(this.held.delete(name));
  }
}
