// What the popup and the log page need of the browser beside the bridge.
import '../js/bridge.js';

globalThis.extensionPage = {
  languages: () => navigator.languages.join(','),
  declare: (language, direction) => Object.assign(document.documentElement, { lang: language, dir: direction }),
  watch: (page) => {
    chrome.storage.onChanged.addListener(() => page.invokeMethodAsync('OnChangedAsync'));
    new BroadcastChannel('journal').onmessage = ({ data: request }) => page.invokeMethodAsync('OnWrittenAsync', request);
  },
  changed: () => chrome.runtime.sendMessage({ to: 'offscreen', type: 'changed' }).catch(() => {}),
  allow: (pattern) => chrome.permissions.request({ origins: [pattern] }),
  // The browser's own question comes on top.
  useProxy: async (isOn) => {
    if (!isOn) await chrome.webAuthenticationProxy?.detach().catch(() => {});
    return chrome.permissions[isOn ? 'request' : 'remove']({ permissions: ['webAuthenticationProxy'] });
  },
  decide: (id, isYes) => chrome.runtime.sendMessage({ to: 'offscreen', type: 'decided', id, isYes }).catch(() => {}),
  end: () => chrome.runtime.sendMessage({ to: 'offscreen', type: 'ended' }).catch(() => {}),
  // The window that was opened for a question alone.
  isForQuestions: () => location.search === '?ask',
  save: (name, type, text) => {
    const address = URL.createObjectURL(new Blob([text], { type }));
    Object.assign(document.createElement('a'), { href: address, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  },
};
