// The journal, in the extension's own database: what chrome.storage keeps ends at 10 MiB, which a few thousand runs fill, and is read as a whole or by exact keys.
const NAME = 'journal';
const written = new BroadcastChannel(NAME);

const result = (request) => new Promise((resolve, reject) => {
  request.onsuccess = () => resolve(request.result);
  request.onerror = () => reject(request.error);
});

let opening;
const open = async () => {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(NAME).createIndex('request', 'request');
  const database = await result(request);
  database.onclose = () => { opening = undefined; };
  return database;
};
const database = () => {
  opening ??= open().catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
};

// Over when what was written is on the disk: an entry comes before what it tells of.
const within = async (mode, work) => {
  const transaction = (await database()).transaction(NAME, mode, { durability: 'strict' });
  const over = new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error ?? new Error('The transaction was aborted.'));
  });
  return (await Promise.all([work(transaction.objectStore(NAME)), over]))[0];
};

const ofRequests = async (entries, requests) => (await Promise.all(requests.map((request) => result(entries.index('request').getAll(request))))).flat().map(({ text }) => text);

// Goes back from a key until so many requests were met.
const meet = (entries, before, most) => new Promise((resolve, reject) => {
  const requests = new Set();
  let last = null;
  const walk = entries.openCursor(before === null ? null : IDBKeyRange.upperBound(before, true), 'prev');
  walk.onerror = () => reject(walk.error);
  walk.onsuccess = () => {
    const cursor = walk.result;
    if (!cursor) return resolve({ requests: [...requests], before: null });
    if (requests.size === most && !requests.has(cursor.value.request)) return resolve({ requests: [...requests], before: last });
    requests.add(cursor.value.request);
    last = cursor.key;
    return cursor.continue();
  };
});

// The same key again is the same entry: whoever is not sure that it was written writes it once more.
export const append = async ({ key, request, text }) => {
  await within('readwrite', (entries) => result(entries.put({ request, text }, key)));
  written.postMessage(request);
  return null;
};

// Where the last entry is; 0 if there is none.
export const lastPlace = () => within('readonly', async (entries) => (await result(entries.openKeyCursor(null, 'prev')))?.key ?? 0);

export const entriesAfter = ({ after, most }) => within('readonly', async (entries) => {
  const range = IDBKeyRange.lowerBound(after, true);
  const [keys, found] = await Promise.all([result(entries.getAllKeys(range, most)), result(entries.getAll(range, most))]);
  return { entries: found.map(({ text }) => text), last: keys.at(-1) ?? null };
});

export const entriesOf = ({ request }) => within('readonly', (entries) => ofRequests(entries, [request]));

export const newestRuns = ({ before, most }) => within('readonly', async (entries) => {
  const met = await meet(entries, before, most);
  return { entries: await ofRequests(entries, met.requests), before: met.before };
});

// What came after the place is of requests that began since it was asked for.
export const forget = async ({ upTo, except }) => {
  await within('readwrite', async (entries) => {
    const index = entries.index('request');
    const kept = await Promise.all(except.map((request) => Promise.all([result(index.getAllKeys(request)), result(index.getAll(request))])));
    await result(entries.delete(IDBKeyRange.upperBound(upTo)));
    await Promise.all(kept.flatMap(([keys, found]) => keys.map((key, place) => result(entries.put(found[place], key)))));
  });
  written.postMessage(null);
  return null;
};
