// What the program asks the browser for. Used by the service worker, and by the extension's own pages.
import step from './step.js';
import * as journal from './journal.js';
import * as proxy from './proxy.js';

// After so many milliseconds without a word about a navigation the tab itself is asked.
const SILENCE = 5000;
const CLOSING = 5000;
const SCRIPTS = ['provisioning-page', 'provisioning-bridge'];

class Refusal extends Error {
  constructor(problem, value) {
    super(problem);
    this.problem = problem;
    this.value = value;
  }
}

const PROBLEMS = [
  ['gone', /no tab with id|no window with id|tab was closed|no current window/i],
  ['replaced', /frame .*was removed|no document with id|no frame with id|document .*(removed|unloaded)|message port closed/i],
  ['error-page', /showing error page/i],
  ['foreign', /cannot access|must request permission|cannot be scripted/i],
];

// The browser's own message may quote an address, so only its kind is passed on.
export const problemOf = (error) => ({ problem: error?.problem ?? PROBLEMS.find(([, pattern]) => pattern.test(error?.message ?? ''))?.[0] ?? 'other', value: error?.value ?? null });

const hosts = () => chrome.runtime.getManifest().host_permissions ?? [];
const privateWindows = async () => (await chrome.windows.getAll({ populate: true })).filter((window) => window.incognito);
const found = async (area, prefix) => Object.fromEntries(Object.entries(await chrome.storage[area].get(null)).filter(([key]) => key.startsWith(prefix)));
const quietly = (promise) => promise.catch(() => {});

const askLanguage = (tab, language) => chrome.declarativeNetRequest.updateSessionRules({
  removeRuleIds: [tab],
  addRules: language ? [{
    id: tab,
    condition: { tabIds: [tab], resourceTypes: ['main_frame', 'sub_frame', 'xmlhttprequest', 'script', 'other'] },
    action: { type: 'modifyHeaders', requestHeaders: [{ header: 'accept-language', operation: 'set', value: language }] },
  }] : [],
});

const intercept = async (matches, proxies) => {
  await quietly(chrome.scripting.unregisterContentScripts({ ids: SCRIPTS }));
  await proxy.detach();
  if (!matches || (proxies && (await proxy.attach(matches)))) return;
  const common = { matches, runAt: 'document_start', allFrames: true, matchOriginAsFallback: true, persistAcrossSessions: false };
  await chrome.scripting.registerContentScripts([
    { ...common, id: SCRIPTS[0], js: ['js/page.js'], world: 'MAIN' },
    { ...common, id: SCRIPTS[1], js: ['js/page-bridge.js'], world: 'ISOLATED' },
  ]);
};

const pause = (milliseconds) => new Promise((resolve) => { setTimeout(resolve, milliseconds); });

// Windows are still there for a moment after they were told to close. One whose page goes to another site at that moment forgets it was told, and closes when its tabs are told.
// One that stays for all that is no secret: it is signed in as the user.
const remove = async (windows) => {
  for (let waited = 0; waited < CLOSING; waited += 100) {
    const left = (await chrome.windows.getAll({ populate: true })).filter(({ id }) => windows.includes(id));
    if (!left.length) return;
    await Promise.all(left.map(({ id, tabs }) => quietly(waited % 500 ? chrome.tabs.remove(tabs.map((tab) => tab.id)) : chrome.windows.remove(id))));
    await pause(100);
  }

  throw new Error('A window does not close.');
};

// A navigation that comes while a window's first, empty page is still on its way may be dropped.
const settled = (tab) => new Promise((resolve) => {
  const end = () => {
    clearTimeout(late);
    chrome.tabs.onUpdated.removeListener(look);
    resolve();
  };
  const look = (id, { status }) => { if (id === tab && status === 'complete') end(); };
  const late = setTimeout(end, SILENCE);
  chrome.tabs.onUpdated.addListener(look);
  chrome.tabs.get(tab).then(({ status }) => { if (status === 'complete') end(); }, end);
});

const brand = () => {
  const brands = (navigator.userAgentData?.brands ?? []).filter(({ brand: name }) => !/not.?a.?brand/i.test(name.replace(/[^a-z.]/gi, '.')));
  return brands.find(({ brand: name }) => name !== 'Chromium') ?? brands[0] ?? { brand: 'unknown', version: '' };
};

export const calls = {
  things: async () => {
    const { brand: browser, version: browserVersion } = brand();
    const granted = await Promise.all(hosts().map((origin) => chrome.permissions.contains({ origins: [origin] })));
    return {
      version: chrome.runtime.getManifest().version, browser, browserVersion, isPrivateAllowed: await chrome.extension.isAllowedIncognitoAccess(),
      missing: hosts().filter((_, index) => !granted[index]), privateWindows: (await privateWindows()).length, isProxyOn: await proxy.isOn(),
    };
  },

  open: async ({ language, calls: isIntercepting, everywhere, proxies, adopts }) => {
    await intercept(isIntercepting && (everywhere ? (await chrome.permissions.getAll()).origins : hosts()), proxies);
    const window = (adopts ? (await privateWindows())[0] : null) ?? await chrome.windows.create({ incognito: true, url: 'about:blank' });
    if (!window?.incognito || !window.tabs?.length) {
      if (window) await remove([window.id]);
      return null;
    }
    const tab = window.tabs[0].id;
    try {
      await Promise.all([settled(tab), askLanguage(tab, language)]);
    } catch (error) {
      await remove([window.id]);
      throw error;
    }
    return { window: window.id, tab };
  },

  // Ends when the new document is there: "loading" with its address is told at that moment. The address of a host without permission is not told: then the end of loading counts.
  navigate: ({ tab, address }) => new Promise((resolve, reject) => {
    const end = (finish) => {
      clearInterval(looking);
      chrome.tabs.onUpdated.removeListener(onUpdated);
      chrome.tabs.onRemoved.removeListener(onRemoved);
      finish();
    };
    let isUnderWay = false;
    const onUpdated = (id, { status, url: changed }, { url, pendingUrl }) => {
      if (id === tab && (status === 'loading' || changed ? url && url !== 'about:blank' : status === 'complete' && isUnderWay && !pendingUrl)) end(() => resolve(null));
    };
    const onRemoved = (id) => {
      if (id === tab) end(() => reject(new Refusal('gone')));
    };
    chrome.tabs.onUpdated.addListener(onUpdated);
    chrome.tabs.onRemoved.addListener(onRemoved);
    // A busy browser drops a navigation that comes while the window's first, empty page is still on its way: it is begun again, once.
    let isBegunAgain = false;
    const look = async () => {
      const { url, pendingUrl } = await chrome.tabs.get(tab);
      if (pendingUrl) return;
      if (url !== before) end(() => resolve(null));
      else if (!isBegunAgain) {
        isBegunAgain = true;
        await chrome.tabs.update(tab, { url: address });
      }
    };
    const looking = setInterval(() => look().catch((error) => end(() => reject(error))), SILENCE);
    let before;
    chrome.tabs.get(tab)
      .then(({ url }) => { before = url; })
      .then(() => chrome.tabs.update(tab, { url: address }))
      .then(() => { isUnderWay = true; }, (error) => end(() => reject(error)));
  }),

  step: async ({ tab, argument, document }) => {
    const target = document ? { tabId: tab, documentIds: [document] } : { tabId: tab };
    try {
      const [{ result, documentId }] = await chrome.scripting.executeScript({ target, world: 'MAIN', injectImmediately: true, func: step, args: [argument] });
      const { url } = await chrome.tabs.get(tab);
      if (typeof result !== 'string') throw new Refusal('replaced');
      return { reply: result, document: documentId, address: url ?? '' };
    } catch (error) {
      const { problem } = problemOf(error);
      throw new Refusal(problem, problem === 'error-page' ? { address: (await chrome.tabs.get(tab)).url ?? '' } : null);
    }
  },

  // Empty for a page of a host without permission.
  address: async ({ tab }) => (await chrome.tabs.get(tab)).url ?? '',

  // Nothing answers passkey calls any more. Closes what a worker that died may have opened, where none was open before.
  release: async ({ closes }) => {
    await intercept(null);
    if (closes) await remove((await privateWindows()).map(({ id }) => id));
    return null;
  },

  close: async ({ window, tab }) => {
    // With the pages that the run's page has opened, and wherever its tab was dragged to: they are signed in as the user.
    const opened = (await chrome.tabs.query({})).filter(({ id, openerTabId, incognito }) => incognito && (id === tab || openerTabId === tab));
    try {
      await remove([...new Set([window, ...opened.map(({ windowId }) => windowId)])]);
    } finally {
      await quietly(askLanguage(tab, null));
      await intercept(null);
    }
    return null;
  },

  allowed: ({ origins }) => chrome.permissions.contains({ origins }),
  badge: async ({ text }) => {
    await chrome.action.setBadgeBackgroundColor({ color: '#b3261e' });
    await chrome.action.setBadgeText({ text });
    return null;
  },

  // One window is enough for all questions.
  ask: async () => {
    const url = chrome.runtime.getURL('popup.html?ask');
    const [open] = await chrome.runtime.getContexts({ contextTypes: ['TAB'], documentUrls: [url] });
    if (open) await chrome.windows.update(open.windowId, { focused: true });
    else await chrome.windows.create({ url, type: 'popup', focused: true, width: 420, height: 640 });
    return null;
  },

  ...journal,

  get: ({ area, prefix }) => found(area, prefix),
  set: async ({ area, items }) => (await chrome.storage[area].set(items), null),
  remove: async ({ area, keys, prefix }) => (await chrome.storage[area].remove(keys ?? Object.keys(await found(area, prefix))), null),

  // The browser's own page about this extension: the switch for private windows and the permissions are there.
  settings: async () => (await chrome.tabs.create({ url: `chrome://extensions/?id=${chrome.runtime.id}` }), null),
  page: async ({ path }) => (await chrome.tabs.create({ url: chrome.runtime.getURL(path) }), null),
};
