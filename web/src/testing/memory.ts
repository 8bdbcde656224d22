/** A device that keeps things as long as a test. */
export function memory() {
  const kept = new Map<string, string>();
  return {
    kept,
    names: (beginning: string) => [...kept.keys()].filter((name) => name.startsWith(beginning)),
    read: (name: string) => kept.get(name) ?? null,
    write: (name: string, text: string | null) => {
      if (text === null) kept.delete(name);
      else kept.set(name, text);
    },
  };
}
