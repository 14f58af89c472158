// Relays texts between a panel's page and the extension, without reading them: answers to the extension may hold an access pass.
export const connect = async (extensionId, onText, onGone) => {
  const runtime = globalThis.chrome?.runtime;
  // Pages that the extension's manifest does not name have no such function, nor has any page where the extension is missing.
  if (!runtime?.sendMessage) return null;
  try {
    if (!(await runtime.sendMessage(extensionId, { type: 'wake' }))) return null;
  } catch {
    return null;
  }

  const port = runtime.connect(extensionId, { name: 'provisioning' });
  port.onMessage.addListener((text) => onText(text));
  port.onDisconnect.addListener(() => onGone());
  return { post: (text) => port.postMessage(text), close: () => port.disconnect() };
};
