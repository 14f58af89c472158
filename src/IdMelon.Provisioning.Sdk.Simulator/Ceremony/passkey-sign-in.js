'use strict';
// Signs in with a passkey, by itself, and posts the answer back to the sign-in page.
(() => {
  const { text, show, shown } = globalThis.page;
  const { base64url, descriptors, post, card, secondary } = globalThis.webAuthn;
  const request = globalThis.$Page;
  const abort = new AbortController();

  const options = () => ({
    ...(request.rpId ? { rpId: request.rpId } : {}),
    challenge: new TextEncoder().encode(request.serverChallenge),
    timeout: 600000,
    userVerification: 'required',
    allowCredentials: descriptors(request.credentials),
  });

  const answer = result => post(request.postBackUrl, {
    type: '23', ps: '23', login: request.userName, ctx: request.ctx, canary: request.canary, flowToken: request.flowToken,
    hpgrequestid: globalThis.$Config.sessionId, ...result,
  });

  async function run() {
    try {
      const credential = await navigator.credentials.get({ publicKey: options(), signal: abort.signal });
      const { response } = credential;
      answer({
        assertion: JSON.stringify({
          id: base64url(credential.rawId),
          clientDataJSON: base64url(response.clientDataJSON),
          authenticatorData: base64url(response.authenticatorData),
          signature: base64url(response.signature),
          userHandle: response.userHandle ? base64url(response.userHandle) : '',
        }),
      });
    } catch (error) {
      if (!abort.signal.aborted) answer({ error_code: error.name });
    }
  }

  const cancel = () => {
    abort.abort();
    location.assign(request.cancelUrl);
  };
  card('23', request.userName, text('passkey.title'), text('passkey.text'), () => {}, secondary(text('common.cancel'), cancel));
  show().then(() => {
    shown(23);
    run();
  });
})();
