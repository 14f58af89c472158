'use strict';
// Creates the passkey by itself (or after Next) and posts the result. The ids of the buttons are not known, so they have none.
(() => {
  const { make, text, show, shown, weather } = globalThis.page;
  const config = globalThis.$Config;
  let running = false;

  const bytes = value => Uint8Array.from(atob(value.replaceAll('-', '+').replaceAll('_', '/')), sign => sign.charCodeAt(0));
  const base64url = buffer => btoa(Array.from(new Uint8Array(buffer), byte => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');

  const options = () => ({
    rp: { id: 'login.microsoft.com', name: 'Microsoft' },
    user: { id: bytes(config.userId), name: config.memberName, displayName: config.userDisplayName },
    challenge: new TextEncoder().encode(config.serverChallenge),
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
    timeout: 600000,
    attestation: 'direct',
    authenticatorSelection: {
      residentKey: 'required', requireResidentKey: true, userVerification: 'required',
      ...(config.authenticatorAttachment ? { authenticatorAttachment: config.authenticatorAttachment } : {}),
    },
    excludeCredentials: config.excludeCredentials.map(id => ({ type: 'public-key', id: bytes(id) })),
    extensions: { hmacCreateSecret: true },
  });

  function post(result) {
    const fields = {
      canary: config.canary, authenticator: '', transports: '', aaguid: '', credentialDeviceType: '', credentialBackedUp: '', attestationParseError: '',
      error_code: '', suberror_code: '', clientDataJson: '', attestationObject: '', credentialId: '', clientExtensionResults: '', i19: '2323', ...result,
    };
    const form = make('form', { method: 'post', action: config.postBackUrl, hidden: true },
      ...Object.entries(fields).map(([name, value]) => make('input', { type: 'hidden', name, value })));
    document.body.append(form);
    form.submit();
  }

  // The model and the backup flags stand at fixed places of the authenticator data.
  function facts(response) {
    try {
      const data = new Uint8Array(response.getAuthenticatorData());
      const hex = Array.from(data.slice(37, 53), byte => byte.toString(16).padStart(2, '0')).join('');
      return {
        aaguid: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5'),
        credentialDeviceType: data[32] & 8 ? 'multiDevice' : 'singleDevice',
        credentialBackedUp: String((data[32] & 16) !== 0),
      };
    } catch {
      return { attestationParseError: 'true' };
    }
  }

  async function run() {
    if (running) return;
    running = true;
    try {
      const credential = await navigator.credentials.create({ publicKey: options() });
      const { response } = credential;
      post({
        ...facts(response),
        authenticator: credential.authenticatorAttachment ?? '',
        transports: (response.getTransports?.() ?? []).join(','),
        clientDataJson: base64url(response.clientDataJSON),
        attestationObject: base64url(response.attestationObject),
        credentialId: base64url(credential.rawId),
        clientExtensionResults: base64url(new TextEncoder().encode(JSON.stringify(credential.getClientExtensionResults()))),
      });
    } catch (error) {
      post({ error_code: error.name });
    }
  }

  const cancel = () => { if (!running) { running = true; post({ error_code: 'NotAllowedError', suberror_code: 'UserCancelled' }); } };
  document.body.append(make('form', { class: 'ceremony', novalidate: true, onsubmit: event => { event.preventDefault(); run(); } },
    make('div', { role: 'main', class: 'card' },
      make('div', { class: 'pagination-view' },
        make('div', { class: 'identity' }, make('div', { class: 'name' }, config.memberName)),
        make('div', { class: 'title' }, make('div', { role: 'heading', 'aria-level': '1' }, text('ceremony.title'))),
        make('div', { class: 'text' }, text('ceremony.text')),
        make('div', { class: 'buttons' },
          make('button', { type: 'button', class: 'button', onclick: cancel }, text('common.cancel')),
          make('button', { type: 'submit', class: 'button primary' }, text('common.next')))))));
  show().then(() => {
    shown(37);
    if (!weather.waits) run();
  });
})();
