'use strict';
// Creates the passkey, by itself or after Next, and posts the result.
(() => {
  const { text, show, shown } = globalThis.page;
  const { bytes, base64url, descriptors, post, card, primary, secondary } = globalThis.webAuthn;
  const request = globalThis.$Page;
  let running = false;

  const options = () => ({
    rp: { ...(request.rpId ? { id: request.rpId } : {}), name: 'Microsoft' },
    user: { id: bytes(request.userId), name: request.memberName, displayName: request.userDisplayName },
    challenge: new TextEncoder().encode(request.serverChallenge),
    pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
    timeout: 600000,
    attestation: 'direct',
    authenticatorSelection: {
      residentKey: 'required', requireResidentKey: true, userVerification: 'required',
      ...(request.attachment ? { authenticatorAttachment: request.attachment } : {}),
    },
    excludeCredentials: descriptors(request.excluded),
    extensions: { hmacCreateSecret: true },
  });

  const answer = result => post(request.postBackUrl, {
    canary: request.canary, authenticator: '', transports: '', aaguid: '', credentialDeviceType: '', credentialBackedUp: '', attestationParseError: '',
    error_code: '', suberror_code: '', clientDataJson: '', attestationObject: '', credentialId: '', clientExtensionResults: '', i19: '2323', ...result,
  });

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
      answer({
        ...facts(response),
        authenticator: credential.authenticatorAttachment ?? '',
        transports: (response.getTransports?.() ?? []).join(','),
        clientDataJson: base64url(response.clientDataJSON),
        attestationObject: base64url(response.attestationObject),
        credentialId: base64url(credential.rawId),
        clientExtensionResults: base64url(new TextEncoder().encode(JSON.stringify(credential.getClientExtensionResults()))),
      });
    } catch (error) {
      answer({ error_code: error.name });
    }
  }

  // The name of the second code is not known; that there is one is.
  const cancel = () => { if (!running) { running = true; answer({ error_code: 'NotAllowedError', suberror_code: 'UserCancelled' }); } };
  card('37', request.memberName, text(request.isOlder ? 'ceremony.olderTitle' : 'ceremony.title'), text(request.isOlder ? 'ceremony.olderText' : 'ceremony.text'), run,
    secondary(text('common.cancel'), cancel), primary(text('common.next')));
  show().then(() => {
    shown(37);
    if (!request.waits) run();
  });
})();
