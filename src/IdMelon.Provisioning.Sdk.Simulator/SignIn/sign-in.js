'use strict';
// Builds the pages of the sign-in service from $Config: one document, many views, one shown at a time.
(() => {
  const { config, state, flow, views, likely, hidden, opaque, make, text } = globalThis.signIn;
  const { show, shown, at, weather } = globalThis.page;
  const form = make('form', {
    name: 'f1', id: 'i0281', method: 'post', target: '_top', autocomplete: 'off', novalidate: true, spellcheck: 'false',
    action: config.urlPost || '', onsubmit: event => submit(event),
  });
  let view = 1;

  // The numbers of views whose name is not one; what nobody knows has none, or is made up.
  const blockNumber = /^blocked:(\d+)$/.exec(weather.view ?? '')?.[1] ?? '36';
  const unknownNumber = String(80 + Math.floor(globalThis.page.random() * 19));
  const numbers = { blocked: blockNumber, interrupt: unknownNumber, prompt: null, proofs: null, pass: likely('56'), 56: likely('56') };
  const numberOf = name => (name in numbers ? numbers[name] : String(name));

  flow.go = (next, error = '') => {
    view = next;
    at(String(next));
    state.error = error;
    form.replaceChildren(
      make('div', { role: 'main', class: 'sim-card', 'data-bind': "component: { name: 'pagination-control' }" },
        make('div', { class: 'pagination-view' },
          make('div', { 'data-viewid': numberOf(next) }, ...views[next]()))));
    shown(next === 'pass' ? 56 : Number(numberOf(next) ?? next));
    focus();
    if (next === 23 && !error) usePasskey();
  };

  const focus = () => {
    if (document.body.style.display === 'block') form.querySelector('input:not(.moveOffScreen):not([type=hidden]):not([type=button])')?.focus();
  };

  // The fields that the post of a credential carries besides the credential itself.
  const fields = kind => ({
    login: state.user, type: kind === 56 ? '22' : '11', LoginOptions: '3', ps: String(kind),
    psRNGCDefaultType: '', psRNGCEntropy: '', psRNGCSLK: '', canary: config.canary, ctx: config.sCtx, hpgrequestid: config.sessionId, flowToken: config.sFT,
    NewUser: '1', FoundMSAs: '', fspost: '0', i21: '0', CookieDisclosure: '0', IsFidoSupported: '1', isSignupPost: '0', i19: '4242',
  });

  const kept = options => ({ LoginOptions: options, type: '28', ...opaque(), i19: '1717' });

  // What the form of a view adds when it is submitted.
  const additions = {
    2: () => fields(2),
    56: () => fields(56),
    20: () => kept('1'),
    43: () => ({ ContinueAuth: 'true', iscsrfspeedbump: 'false', ...opaque(), i19: '1717' }),
    48: () => ({ 'sim-picture': form.querySelector('[type=text]').value, ...opaque() }),
    pass: () => ({ type: '22', request: config.sCtx, [config.sAuthMethodInputFieldName]: 'AccessPass', login: state.user, ...opaque() }),
    registration: () => ({ [config.sProofUpTokenName]: config.sProofUpToken, ...opaque() }),
  };

  // What is asked for before anything is sent.
  const missing = () => {
    if (view === 2 && !form.elements.passwd.value) return text('password.missing');
    if ((view === 56 || view === 'pass') && !form.elements.accesspass.value) return text('accesspass.missing');
    return null;
  };

  function submit(event) {
    if (state.busy) return event.preventDefault();
    if (instead[view]) {
      event.preventDefault();
      return instead[view]();
    }
    const problem = missing();
    if (problem) {
      event.preventDefault();
      return flow.go(view, problem);
    }
    form.append(...hidden((additions[view] ?? (config.sProofUpToken ? additions.registration : opaque))()));
    busy();
  }

  // Views that do something else than to post their form.
  const instead = {
    1: () => {
      const name = form.elements.loginfmt.value.trim();
      return name ? ask(name) : flow.go(1, text('username.missing'));
    },
    3: () => (form.elements.otc.value.trim() ? checkCode() : flow.go('3', text('tfa.wrong'))),
    22: () => changePassword(),
    23: () => usePasskey(),
  };

  flow.post = (address, more) => {
    if (state.busy) return;
    form.action = address;
    form.append(...hidden({ ...opaque(), ...more }));
    busy();
    form.submit();
  };

  flow.leave = options => flow.post(config.urlPost, kept(options));

  function busy() {
    state.busy = true;
    form.classList.add('sim-busy');
  }

  async function call(address, body, headers = {}) {
    busy();
    try {
      const response = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json; charset=UTF-8', ...headers }, body: JSON.stringify(body) });
      return await response.json();
    } catch {
      return null;
    } finally {
      state.busy = false;
      form.classList.remove('sim-busy');
    }
  }

  async function ask(name) {
    const answer = await call(config.urlGetCredentialType, {
      username: name, isOtherIdpSupported: true, checkPhones: false, isRemoteNGCSupported: true, isCookieBannerShown: false, isFidoSupported: true,
      originalRequest: config.sCtx, country: config.country, forceotclogin: false, isExternalFederationDisallowed: false, isRemoteConnectSupported: false,
      federationFlags: 0, isSignup: false, flowToken: config.sFT, isAccessPassSupported: true, isQrCodePinSupported: false,
    }, { canary: config.apiCanary, hpgid: config.hpgid, hpgact: config.hpgact, hpgrequestid: config.sessionId, 'client-request-id': config.correlationId });
    if (!answer || answer.error) return flow.go(1, text('username.failed'));
    config.sFT = answer.FlowToken;
    config.apiCanary = answer.apiCanary;
    config.canary = answer.canary;
    state.user = answer.Display;
    follow(answer, '');
  }

  // Shows the view of what the name has; the numbers are those of the answer.
  function follow(answer, error) {
    state.credentials = answer.Credentials;
    const exists = answer.IfExistsResult;
    if (exists === 6 && !error) return flow.go(7);
    if (exists !== 0 && exists !== 6) return flow.go(1, text({ 2: 'username.failed', 5: 'error.50020' }[exists] ?? 'username.unknown'));
    flow.choose(error);
  }

  flow.choose = (error = '') => {
    const { PrefCredential, FederationRedirectUrl } = state.credentials;
    if (FederationRedirectUrl) return location.assign(FederationRedirectUrl);
    flow.go({ 7: 23, 13: 56 }[PrefCredential] ?? 2, error);
  };

  // The page of the WebAuthn host asks for the passkey and posts its answer back.
  function usePasskey() {
    if (state.busy) return;
    busy();
    const carrier = make('form', { method: 'post', action: config.urlFidoLogin, target: '_top', hidden: true }, ...hidden({
      serverChallenge: config.sFidoChallenge, credentialsJson: JSON.stringify(state.credentials.FidoParams?.AllowList ?? config.arrFidoAllowList),
      postBackUrl: config.urlPost, cancelUrl: config.urlResume, ctx: config.sCtx, canary: config.sCrossDomainCanary, flowToken: config.sFT, username: state.user,
      correlationId: config.correlationId,
    }));
    document.body.append(carrier);
    carrier.submit();
  }

  async function checkCode() {
    const begun = await call(config.urlBeginAuth, { AuthMethodId: 'PhoneAppOTP', Method: 'BeginAuth', Ctx: config.sCtx, FlowToken: config.sFT });
    const ended = begun?.Success && await call(config.urlEndAuth, {
      AuthMethodId: 'PhoneAppOTP', Method: 'EndAuth', Ctx: config.sCtx, FlowToken: config.sFT, AdditionalAuthData: form.elements.otc.value.trim(),
    });
    if (!ended?.Success) flow.go('3', text('tfa.wrong'));
  }

  async function changePassword() {
    const [current, next, again] = ['currentPassword', 'newPassword', 'confirmNewPassword'].map(id => document.getElementById(id).value);
    if (!current || !next || next !== again) return flow.go('22', text('password.missing'));
    const answer = await call('/interrupt/password', { ctx: config.sCtx, flowToken: config.sFT, current, next });
    if (answer?.error === 0) return location.replace(config.urlResume);
    flow.go('22', text('error.' + answer?.error) || text('error.50126'));
  }

  const words = { InvalidAccessPass: '130503', AccessPassExpired: '130504', AccessPassAlreadyUsed: '130505', AccessPassBlockedByPolicy: '130502' };

  function start() {
    if (words[config.sErrorCode]) return flow.go(config.arrUserProofs.length > 1 ? 'pass' : '3', text('error.' + words[config.sErrorCode]));
    if (weather.view) return flow.go(weather.view.split(':')[0]);
    if (config.pgid !== 'ConvergedSignIn') return flow.go('26');
    const known = config.oGetCredTypeResult;
    const failed = known?.Credentials.PrefCredential === 7;
    const error = failed ? text('error.' + config.sErrorCode) || text('passkey.failed')
      : config.sErrorCode === '50058' ? ''
      : text('error.' + config.sErrorCode) || text('username.unknown');
    if (known) return follow(known, error);
    return flow.go(config.arrSessions.length > 0 ? 12 : 1, error);
  }

  document.body.append(form, make('footer', {},
    make('a', { id: 'ftrTerms', href: '#' }, text('shell.terms')),
    make('a', { id: 'ftrPrivacy', href: '#' }, text('shell.privacy')),
    make('a', { id: 'moreOptions', href: '#', role: 'button', 'aria-label': text('shell.more') }, '…')));
  document.addEventListener('keydown', event => {
    if ((event.key === 'Enter' || event.key === ' ') && event.target.matches?.('.sim-tile')) event.target.click();
  });
  start();
  show().then(() => {
    focus();
    if (weather.leaves && view === '20') flow.leave('0');
  });
})();
