// The service worker: stateless, because the browser ends it after half a minute without work. It wakes the offscreen document, in which the program lives,
// and does for it what only a worker may.
import { calls, problemOf } from './js/calls.js';
import { listen } from './js/proxy.js';

const offscreen = { contextTypes: ['OFFSCREEN_DOCUMENT'] };
const isThere = async () => (await chrome.runtime.getContexts(offscreen)).length > 0;

let creating;
const wake = async () => {
  if (creating || !(await isThere())) {
    // A program that was ended with its document may have left something behind.
    creating ??= calls.release({}).catch(() => {})
      .then(() => chrome.offscreen.createDocument({ url: 'offscreen.html', reasons: ['WORKERS'], justification: 'Runs the provisioning program, which must outlive the service worker.' }))
      .finally(() => { creating = undefined; });
    await creating;
  }

  const isReady = (await chrome.runtime.sendMessage({ to: 'offscreen', type: 'ready' })) === true;
  // A program that did not start is tried anew the next time.
  if (!isReady) await chrome.offscreen.closeDocument().catch(() => {});
  return isReady;
};

// What is remembered, trust in panels above all, is none of the pages'.
chrome.storage.local.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' }).catch(() => {});

// Content scripts have the extension's id as well, but not its origin.
const isOwnPage = (sender) => sender.id === chrome.runtime.id && sender.origin === `chrome-extension://${chrome.runtime.id}`;

// The calls under way. Whoever asks for one that is not among them learns that an earlier worker took it along.
const running = new Set();

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  if (message?.to !== 'worker' || !isOwnPage(sender)) return false;
  if (message.knows) {
    reply(running.has(message.knows));
    return false;
  }

  if (!Object.hasOwn(calls, message.method)) return false;
  running.add(message.id);
  calls[message.method](message.args)
    .then((value) => reply({ value }), (error) => reply(problemOf(error)))
    .finally(() => running.delete(message.id));
  return true;
});

// Only pages that the manifest names get here. What they want is taken by the offscreen document, over a port.
chrome.runtime.onMessageExternal.addListener((message, sender, reply) => {
  if (message?.type !== 'wake') return false;
  wake().then(reply, () => reply(false));
  return true;
});

// The program is told of, and never started for, what happens in private windows.
const tell = async (message) => {
  if (await isThere()) await chrome.runtime.sendMessage({ to: 'offscreen', ...message }).catch(() => {});
};

listen();
chrome.tabs.onRemoved.addListener((tab) => tell({ type: 'removed', tab }));
chrome.tabs.onUpdated.addListener((tab, { status, url }, { incognito, url: address }) => {
  if (incognito && (status || url)) tell({ type: 'moved', tab, address: address ?? '' });
});
