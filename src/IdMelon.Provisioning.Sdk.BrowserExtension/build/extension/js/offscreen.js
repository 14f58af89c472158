// The program's host. The browser ends it only with itself.
import { take, drop } from './bridge.js';
import './keys.js';
import { dotnet } from '../framework/dotnet.js';

const starting = (async () => {
  const runtime = await dotnet.create();
  return (await runtime.getAssemblyExports('IdMelon.Provisioning.Sdk.BrowserExtension.dll')).IdMelon.Provisioning.BrowserExtension.Hosting.ExtensionProgram;
})();

const own = `chrome-extension://${chrome.runtime.id}`;
// The worker is named by its address alone: the browser tells no origin of it.
const isOwn = ({ origin, tab, url }) => origin === own || (origin === undefined && !tab && url === `${own}/sw.js`);
const originOf = (address) => {
  try {
    return new URL(address).origin;
  } catch {
    return 'null';
  }
};

const handlers = {
  ready: async (program) => !!program,
  removed: (program, { tab }) => program.OnTabClosed(tab),
  moved: (program, { tab, address }) => program.OnTabMoved(tab, address),
  decided: (program, { id, isYes }) => program.Decide(id, isYes === true),
  ended: (program) => program.EndWindow(),
  changed: (program) => program.RefreshAsync(),
  // A passkey call that came by the browser's own proxy, which names no tab.
  called: (program, { origin, topOrigin, json }) => program.AnswerAsync(-1, origin, topOrigin, false, json),
};

chrome.runtime.onMessage.addListener((message, sender, reply) => {
  if (message?.to !== 'offscreen' || sender.id !== chrome.runtime.id) return false;
  // A page's passkey call: which page, the browser says. Nothing else is taken from a page.
  const isCall = message.type === 'passkey' && sender.tab?.incognito === true;
  if (!isCall && (!isOwn(sender) || !Object.hasOwn(handlers, message.type))) return false;
  starting
    .then((program) => (isCall ? program.AnswerAsync(sender.tab.id, sender.origin ?? 'null', sender.frameId === 0 ? sender.origin ?? 'null' : originOf(sender.tab.url), message.isBelowForeign === true, message.json) : handlers[message.type](program, message)))
    .then((answer) => reply(answer ?? null), () => reply(null));
  return true;
});

chrome.runtime.onConnectExternal.addListener((port) => {
  // The manifest lets only the configured panels connect; here the browser's word is asked once more.
  const origin = port.sender?.origin;
  const isPanel = port.name === 'provisioning' && origin && port.sender.frameId === 0 && !port.sender.tab?.incognito;
  if (!isPanel) return port.disconnect();

  const number = take(port);
  starting.then((program) => program.Connect(number, origin));
  port.onMessage.addListener((text) => starting.then((program) => (typeof text === 'string' ? program.ReceiveAsync(number, text) : undefined)));
  port.onDisconnect.addListener(() => {
    drop(number);
    starting.then((program) => program.Disconnect(number));
  });
});
