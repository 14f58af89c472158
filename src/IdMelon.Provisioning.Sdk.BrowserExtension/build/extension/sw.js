// The service worker: stateless, because the browser ends it after half a minute without work. It wakes the offscreen document, in which the program lives,
// and does for it what only a worker may.
import { calls, problemOf } from './js/calls.js';
import { listen } from './js/proxy.js';

const offscreen = { contextTypes: ['OFFSCREEN_DOCUMENT'] };
const isThere = async () => (await chrome.runtime.getContexts(offscreen)).length > 0;

let creating;
const wake = async () => {
  if (!(await isThere())) {
    creating ??= chrome.offscreen
      .createDocument({ url: 'offscreen.html', reasons: ['WORKERS'], justification: 'Runs the provisioning program, which must outlive the service worker.' })
      .finally(() => { creating = undefined; });
    await creating;
  }

  return chrome.runtime.sendMessage({ to: 'offscreen', type: 'ready' });
};

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
  wake().then(() => reply(true), () => reply(false));
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
