import { connect as relay } from './relay.js';

const hint = 'panel.extension-hint';

// Texts pass between the extension's port and the panel's server; nobody here reads or keeps them.
export const link = (extensionId, server) => {
  let port = null;
  return {
    connect: async () => {
      port = await relay(extensionId, (text) => server.invokeMethodAsync('ReceiveAsync', text), () => server.invokeMethodAsync('GoneAsync'));
      return port !== null;
    },
    post: (text) => port.post(text),
  };
};

export const open = (dialog) => {
  if (!dialog.open) dialog.showModal();
};

export const isHintHidden = () => localStorage.getItem(hint) === 'hidden';

export const hideHint = (hidden) => (hidden ? localStorage.setItem(hint, 'hidden') : localStorage.removeItem(hint));
