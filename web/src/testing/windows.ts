/** Windows of one browser that hear each other at once, however busy the machine is. */
export class Windows extends EventTarget {
  private static readonly open = new Set<Windows>();
  onmessage: ((event: MessageEvent<unknown>) => void) | null = null;

  constructor(readonly name: string) {
    super();
    Windows.open.add(this);
  }

  postMessage(data: unknown): void {
    for (const other of Windows.open) {
      if (other === this || other.name !== this.name) continue;
      queueMicrotask(() => other.onmessage?.(new MessageEvent('message', { data })));
    }
  }

  close(): void {
    Windows.open.delete(this);
  }
}
