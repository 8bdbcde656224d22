/** Names and texts in IndexedDB: what is written is on the disk when it is said to be. */
const DATABASE = 'huolang';
const STORE = 'kept';
/** A browser that does not answer must not keep anybody waiting. */
const ANSWERED = 3_000;

export async function openDisk(): Promise<IDBDatabase> {
  return within(ANSWERED, connect());
}

async function connect(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  return asked(request);
}

export async function readAll(disk: IDBDatabase, beginning = ''): Promise<Map<string, string>> {
  const range = IDBKeyRange.bound(beginning, `${beginning}\uffff`);
  const store = disk.transaction(STORE).objectStore(STORE);
  const both = Promise.all([asked(store.getAllKeys(range)), asked<unknown[]>(store.getAll(range))]);
  const [names, values] = await within(ANSWERED, both);
  return new Map(names.map((name, at) => [String(name), String(values[at])]));
}

export async function readSome(
  disk: IDBDatabase,
  names: readonly string[],
): Promise<Map<string, string>> {
  const store = disk.transaction(STORE).objectStore(STORE);
  const values = await Promise.all(names.map((name) => asked<unknown>(store.get(name))));
  return new Map(
    names.flatMap((name, at) => {
      const value = values[at];
      return typeof value === 'string' ? [[name, value]] : [];
    }),
  );
}

/** All of it or nothing; a name without a text goes. It is begun at once, also when a page ends. */
export function writeAll(
  disk: IDBDatabase,
  changes: ReadonlyMap<string, string | null>,
): Promise<void> {
  const transaction = disk.transaction(STORE, 'readwrite', { durability: 'strict' });
  putAll(transaction.objectStore(STORE), changes);
  const done = ended(transaction);
  transaction.commit();
  return done;
}

/** Writes what follows from a text, and nothing comes in between. Whether it was there. */
export async function follow(
  disk: IDBDatabase,
  name: string,
  changesOf: (found: string) => ReadonlyMap<string, string | null>,
): Promise<boolean> {
  const transaction = disk.transaction(STORE, 'readwrite', { durability: 'strict' });
  const store = transaction.objectStore(STORE);
  const done = ended(transaction);
  const request = store.get(name) as IDBRequest<unknown>;
  request.onsuccess = () => {
    if (typeof request.result === 'string') putAll(store, changesOf(request.result));
  };
  await done;
  return typeof request.result === 'string';
}

function putAll(store: IDBObjectStore, changes: ReadonlyMap<string, string | null>): void {
  for (const [name, value] of changes) {
    if (value === null) store.delete(name);
    else store.put(value, name);
  }
}

function ended(transaction: IDBTransaction): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => {
      resolve();
    };
    transaction.onabort = () => {
      reject(transaction.error ?? new Error('not written'));
    };
  });
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => {
      resolve(request.result);
    };
    request.onerror = () => {
      reject(request.error ?? new Error('not read'));
    };
  });
}

function within<T>(most: number, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_resolve, reject) => {
    setTimeout(() => {
      reject(new Error('no answer'));
    }, most);
  });
  return Promise.race([work, late]);
}
