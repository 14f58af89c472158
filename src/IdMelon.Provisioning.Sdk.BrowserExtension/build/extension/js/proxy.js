// The browser's own passkey proxy: an option, switched on by giving the permission. Pages then get the browser's own objects; but while the proxy is attached, the passkey
// calls of the whole profile come here, and none names its tab. So it is attached for a run only, and only if no page outside the private windows is at a site of the run.
const PERMISSION = { permissions: ['webAuthenticationProxy'] };
const REFUSAL = { name: 'NotAllowedError', message: 'The operation either timed out or was not allowed.' };

const pagesAt = (url) => chrome.tabs.query({ url });
const areOurs = (pages) => pages.every(({ incognito }) => incognito);

// The browser refuses a page that nobody can see, even if its call was answered.
const show = async ({ id, windowId }) => {
  await chrome.tabs.update(id, { active: true });
  await chrome.windows.update(windowId, { state: 'normal', focused: true });
};

// Which page calls, the browser says: in an extension that no page can write.
const answer = async (kind, { requestId, requestDetailsJson }) => {
  const options = JSON.parse(requestDetailsJson);
  const { origin, sameOriginWithAncestors } = options.extensions?.remoteDesktopClientOverride ?? {};
  delete options.extensions?.remoteDesktopClientOverride;
  const pages = origin ? await pagesAt(`${origin}/*`) : [];
  if (!pages.length || !areOurs(pages)) return {};
  await show(pages[0]);
  return JSON.parse(await chrome.runtime.sendMessage({ to: 'offscreen', type: 'called', origin, topOrigin: sameOriginWithAncestors ? origin : 'null', json: JSON.stringify({ kind, id: `${requestId}`, options }) }));
};

const completing = async (kind, complete, request) => {
  const { credential, error } = (await answer(kind, request).catch(() => null)) ?? {};
  await complete({ requestId: request.requestId, ...(credential ? { responseJson: JSON.stringify(credential) } : { error: error ?? REFUSAL }) }).catch(() => {});
};
const onCreate = (request) => completing('create', (details) => chrome.webAuthenticationProxy.completeCreateRequest(details), request);
const onGet = (request) => completing('get', (details) => chrome.webAuthenticationProxy.completeGetRequest(details), request);
const onQuestion = ({ requestId }) => chrome.webAuthenticationProxy.completeIsUvpaaRequest({ requestId, isUvpaa: true }).catch(() => {});
const onCanceled = (requestId) => chrome.runtime.sendMessage({ to: 'offscreen', type: 'called', origin: 'null', topOrigin: 'null', json: JSON.stringify({ kind: 'abort', id: `${requestId}` }) }).catch(() => {});

// Calls wake a worker that has died, so this is done whenever one begins; the same listener twice is one.
export const listen = () => {
  const proxy = chrome.webAuthenticationProxy;
  proxy?.onCreateRequest.addListener(onCreate);
  proxy?.onGetRequest.addListener(onGet);
  proxy?.onIsUvpaaRequest.addListener(onQuestion);
  proxy?.onRequestCanceled.addListener(onCanceled);
};

export const isOn = () => chrome.permissions.contains(PERMISSION);

export const detach = async () => {
  await chrome.webAuthenticationProxy?.detach().catch(() => {});
};

// Whether the proxy answers; if not, a script in the pages has to.
export const attach = async (sites) => {
  if (!(await isOn()) || !areOurs(await pagesAt(sites))) return false;
  listen();
  const refusal = await chrome.webAuthenticationProxy.attach().catch((error) => error.message);
  if (/another extension/i.test(refusal)) throw Object.assign(new Error('The proxy is taken.'), { problem: 'proxy-taken' });
  return !refusal;
};
