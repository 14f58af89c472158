// In the extension's own world of each page. It works in private windows only, so the administrator's other pages keep their own passkey calls.
if (chrome.extension.inIncognitoContext && !globalThis.provisioningPage) {
  globalThis.provisioningPage = true;
  const refusal = '{"error":{"name":"NotAllowedError","message":"The operation either timed out or was not allowed."}}';
  // A frame of another origin somewhere above.
  const isBelowForeign = [...(location.ancestorOrigins ?? [])].some((origin) => origin !== location.origin);
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = async ({ data: { id, json } }) => {
    const answer = await chrome.runtime.sendMessage({ to: 'offscreen', type: 'passkey', isBelowForeign, json }).catch(() => null);
    port1.postMessage({ id, answer: answer ?? refusal });
  };

  // Whichever of the two worlds comes first: the other one is told before any script of the page runs.
  const begin = () => document.dispatchEvent(new Event('provisioning-begin'));
  document.addEventListener('provisioning-ask', begin, { once: true });
  begin();
  window.postMessage('provisioning-port', '*', [port2]);
}
