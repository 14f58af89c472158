'use strict';
// The calls to Security info's own interface, and the sign-in that opens a session there.
(() => {
  const info = globalThis.securityInfo;
  const { reseed } = globalThis.page;
  const settings = globalThis.$Page;
  const windowId = crypto.randomUUID();
  const session = { context: '', name: '', mail: '' };

  // That a page which gets no answer, or none it can read, goes on as with the number "try again" is inferred.
  async function call(path, body) {
    try {
      const response = await fetch('/api/' + path, {
        method: body === undefined ? 'GET' : 'POST',
        headers: {
          'Content-Type': 'application/json', AjaxRequest: 'true', SessionCtxV2: session.context,
          'x-ms-client-session-id': windowId, 'x-ms-mysignins-region': settings.region,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const seed = response.headers.get('x-simulator-seed');
      if (seed !== null) reseed(Number(seed));
      return await response.json();
    } catch {
      return { ErrorCode: 15 };
    }
  }

  // Code with a proof key; what belongs together is kept in this window only.
  const base64url = buffer => btoa(Array.from(new Uint8Array(buffer), byte => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const random = length => base64url(crypto.getRandomValues(new Uint8Array(length)));

  // That a fresh proof is asked for by these three parameters is inferred; that the token must then tell "ngcmfa" is known.
  const fresh = () => ({ prompt: 'login', login_hint: session.mail, amr_values: 'ngcmfa' });

  async function signIn(again) {
    const verifier = random(48);
    const state = random(24);
    sessionStorage.setItem('signIn', JSON.stringify({ verifier, state, again }));
    const query = new URLSearchParams({
      client_id: settings.clientId, redirect_uri: settings.redirectUri, response_type: 'code', response_mode: 'fragment',
      scope: '0000000c-0000-0000-c000-000000000000/.default openid profile offline_access', state, nonce: random(16),
      code_challenge: base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))), code_challenge_method: 'S256',
      ...(again ? fresh() : {}),
    });
    location.replace(`${settings.authority}/oauth2/v2.0/authorize?${query}`);
  }

  // Opens the session, with the code if the window comes back from the sign-in.
  async function authorize(fragment) {
    const kept = JSON.parse(sessionStorage.getItem('signIn') ?? 'null');
    sessionStorage.removeItem('signIn');
    const returns = fragment.has('code') && kept !== null && fragment.get('state') === kept.state;
    const answer = await call('session/authorize', returns ? { code: fragment.get('code'), codeVerifier: kept.verifier } : {});
    Object.assign(session, { context: answer.sessionCtxV2, name: answer.displayName, mail: answer.userPrincipalName });
    return { answer, returns, again: returns && kept.again };
  }

  Object.assign(info, { session, call, signIn, authorize });
})();
