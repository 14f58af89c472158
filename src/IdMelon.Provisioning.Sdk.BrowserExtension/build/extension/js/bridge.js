// Carries the program's calls to the service worker. In the extension's own pages, which may call the browser themselves, it asks the worker all the same.
const ports = new Map();
let last = 0;

globalThis.provisioningBridge = {
  call: async (method, args) => {
    try {
      return JSON.stringify((await chrome.runtime.sendMessage({ to: 'worker', method, args: JSON.parse(args) })) ?? { problem: 'worker-lost' });
    } catch {
      // The worker died under the call, or before it.
      return JSON.stringify({ problem: 'worker-lost' });
    }
  },
  post: (port, text) => ports.get(port)?.postMessage(text),
};

export const take = (port) => {
  ports.set(++last, port);
  return last;
};
export const drop = (number) => ports.delete(number);
