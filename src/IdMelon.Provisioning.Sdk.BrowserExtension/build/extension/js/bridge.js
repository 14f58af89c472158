// Carries the program's calls to the service worker. In the extension's own pages, which may call the browser themselves, it asks the worker all the same.
const ports = new Map();
let last = 0;
let calls = 0;

const LOST = { problem: 'worker-lost' };
const own = crypto.randomUUID();
const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// A worker that is ended takes calls with it, sometimes without a word. The one that is there then does not know them.
const lost = async (id, isOver) => {
  for (let strangers = 0; strangers < 2;) {
    await pause(1000);
    if (isOver()) return LOST;
    const isKnown = await chrome.runtime.sendMessage({ to: 'worker', knows: id }).catch(() => false);
    strangers = isKnown ? 0 : strangers + 1;
  }

  return LOST;
};

globalThis.provisioningBridge = {
  call: async (method, args) => {
    const id = `${own}/${++calls}`;
    let isOver = false;
    try {
      const answer = chrome.runtime.sendMessage({ to: 'worker', id, method, args: JSON.parse(args) });
      return JSON.stringify((await Promise.race([answer, lost(id, () => isOver)])) ?? LOST);
    } catch {
      // The worker died under the call, or before it.
      return JSON.stringify(LOST);
    } finally {
      isOver = true;
    }
  },
  post: (port, text) => ports.get(port)?.postMessage(text),
};

export const take = (port) => {
  ports.set(++last, port);
  return last;
};
export const drop = (number) => ports.delete(number);
