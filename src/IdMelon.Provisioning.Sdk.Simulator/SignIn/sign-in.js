'use strict';
// Builds the pages of the sign-in service from $Config: one document, many views, one shown at a time.
(() => {
  const { make, text, show, shown, weather } = globalThis.page;
  const config = globalThis.$Config;
  const state = { user: config.sPOST_Username || '', error: '', busy: false, remember: false };

  const form = make('form', {
    name: 'f1', id: 'i0281', method: 'post', target: '_top', autocomplete: 'off', novalidate: true, spellcheck: 'false',
    action: config.urlPost || '', onsubmit: event => submit(event),
  });

  const heading = title => make('div', { id: 'loginHeader', class: 'title' }, make('div', { role: 'heading', 'aria-level': '1' }, title));
  const alert = (id, message) => make('div', { role: 'alert', 'aria-live': 'assertive', class: 'alerts' },
    message ? make('div', { id, class: 'alert alert-error' }, message) : null);
  const primary = label => make('input', { type: 'submit', id: 'idSIButton9', class: 'button primary', 'data-report-event': 'Signin_Submit', value: label });
  const secondary = (label, click) => make('input', { type: 'button', id: 'idBtn_Back', class: 'button', value: label, onclick: click });
  const buttons = (...items) => make('div', { class: 'buttons' }, ...items);
  const link = (id, label) => make('a', { id, href: '#', class: 'link', onclick: event => event.preventDefault() }, label);
  const banner = back => make('div', { class: 'identity' },
    back ? make('button', { type: 'button', id: 'idBtn_Back', class: 'backButton', 'aria-label': text('shell.back'), onclick: back }, '←') : null,
    make('div', { id: 'displayName', class: 'name', title: state.user }, state.user));
  const hidden = fields => Object.entries(fields).map(([name, value]) => make('input', { type: 'hidden', name, value }));
  const offScreen = attributes => make('input', { ...attributes, class: 'moveOffScreen', 'aria-hidden': 'true', tabindex: '-1' });

  const userInput = attributes => make('input', {
    type: 'email', name: 'loginfmt', id: 'i0116', maxlength: '113', autocomplete: 'username', value: state.user, ...attributes,
  });
  const passwordInput = attributes => make('input', { type: 'password', name: 'passwd', id: 'i0118', autocomplete: 'off', ...attributes });

  const views = {
    1: () => [
      heading(text('username.title')),
      alert('usernameError', state.error),
      userInput({
        class: state.error ? 'input has-error' : 'input', placeholder: text('username.hint'), 'aria-label': text('username.label'),
        'aria-describedby': 'loginHeader usernameError', 'aria-required': 'true',
      }),
      offScreen({ type: 'password', name: 'passwd', id: 'i0118', autocomplete: 'off' }),
      link('cantAccess' + Math.random().toString(36).slice(2, 7), text('username.help')),
      buttons(primary(text('common.next'))),
      make('div', { class: 'options', role: 'button', tabindex: '0', 'data-testid': 'signinOptions' }, text('username.options')),
    ],
    2: () => [
      banner(toUserName),
      heading(text('password.title')),
      alert('passwordError', state.error),
      offScreen({ type: 'email', name: 'loginfmt', id: 'i0116', value: state.user }),
      passwordInput({
        class: state.error ? 'input has-error' : 'input', placeholder: text('password.hint'), 'aria-label': text('password.hint'),
        'aria-describedby': 'loginHeader passwordError', 'aria-required': 'true',
      }),
      link('idA_PWD_ForgotPassword', text('password.forgot')),
      buttons(primary(text('common.signin'))),
    ],
    12: () => [
      heading(text('tiles.title')),
      make('div', { id: 'tilesHolder', class: 'tiles', role: 'list' },
        ...config.arrSessions.map(session => make('div', { role: 'listitem' },
          make('div', { class: 'tile', role: 'button', tabindex: '0', 'data-test-id': session.name, onclick: () => location.assign(config.urlLogin + '&sessionid=' + encodeURIComponent(session.id)) },
            make('div', { class: 'name' }, session.fullName), make('small', {}, session.name), make('small', {}, text('tiles.signedin'))))),
        make('div', { role: 'listitem' },
          make('div', { id: 'otherTile', class: 'tile', role: 'button', tabindex: '0', onclick: () => go(1) },
            make('div', { id: 'otherTileText', class: 'name' }, text('tiles.other'))))),
    ],
    // Neither the id of this input nor that of its error is known, so they have none.
    56: () => [
      banner(toUserName),
      heading(text('accesspass.title')),
      alert(null, state.error),
      make('input', { type: 'hidden', name: 'loginfmt', value: state.user }),
      make('input', {
        type: 'password', name: 'accesspass', autocomplete: 'off', class: state.error ? 'input has-error' : 'input',
        placeholder: text('accesspass.hint'), 'aria-label': text('accesspass.hint'), 'aria-describedby': 'loginHeader', 'aria-required': 'true',
      }),
      buttons(primary(text('common.signin'))),
    ],
    20: () => [
      banner(null),
      heading(text('kmsi.title')),
      make('div', { id: 'KmsiDescription', class: 'text' }, text('kmsi.description')),
      make('label', { class: 'check' },
        make('input', { type: 'checkbox', id: 'KmsiCheckboxField', name: 'DontShowAgain', value: 'true' }), make('span', {}, text('kmsi.again'))),
      buttons(secondary(text('kmsi.no'), () => leave('0')), primary(text('kmsi.yes'))),
    ],
    error: () => [
      heading(text('error.title')),
      make('div', { id: 'exceptionMessageContainer', class: 'text' }, make('div', { id: 'service_exception_message' }, config.strServiceExceptionMessage)),
    ],
    blocked: () => [
      banner(null),
      heading(text('block.' + config.iErrorTitle) || text('block.title')),
      make('div', { class: 'text' }, text('block.text')),
    ],
    interrupt: () => [
      heading(text('interrupt.title')),
      make('div', { class: 'text' }, text('interrupt.text')),
      buttons(primary(text('interrupt.accept'))),
    ],
  };

  const numbers = { error: '26', blocked: '36', interrupt: '9' + (config.sCtx || 'x').charCodeAt(20) };
  let view = 1;

  function go(next, error = '') {
    view = next;
    state.error = error;
    const number = numbers[next] ?? String(next);
    form.replaceChildren(
      make('div', { role: 'main', class: 'card' },
        make('div', { class: 'pagination-view' }, make('div', { 'data-viewid': number }, ...views[next]()))));
    shown(Number(number));
    const first = form.querySelector('input:not(.moveOffScreen):not([type=hidden]):not([type=button])');
    if (document.body.style.display === 'block') first?.focus();
  }

  function toUserName() {
    go(1);
  }

  // The fields that the post of a credential carries besides the credential itself.
  const fields = kind => ({
    i13: '0', login: state.user, type: kind === 56 ? '22' : '11', LoginOptions: '3', ps: String(kind),
    psRNGCDefaultType: '', psRNGCEntropy: '', psRNGCSLK: '', canary: config.canary, ctx: config.sCtx, hpgrequestid: config.sessionId, flowToken: config.sFT,
    NewUser: '1', FoundMSAs: '', fspost: '0', i21: '0', CookieDisclosure: '0', IsFidoSupported: '1', isSignupPost: '0', i19: '4242',
  });

  function submit(event) {
    if (state.busy) return event.preventDefault();
    if (view === 1) {
      event.preventDefault();
      const name = form.elements.loginfmt.value.trim();
      return name ? ask(name) : go(1, text('username.missing'));
    }
    if (view === 2 || view === 56) {
      const typed = form.elements[view === 56 ? 'accesspass' : 'passwd'];
      if (!typed.value) {
        event.preventDefault();
        return go(view, text(view === 56 ? 'accesspass.missing' : 'password.missing'));
      }
      form.append(...hidden(fields(view)));
    } else if (view === 20) {
      form.append(...hidden(kept('1')));
    } else {
      form.append(...hidden({ ctx: config.sCtx, flowToken: config.sFT, canary: config.canary }));
    }
    busy();
  }

  const kept = options => ({ LoginOptions: options, type: '28', ctx: config.sCtx, hpgrequestid: config.sessionId, flowToken: config.sFT, canary: config.canary, i19: '1717' });

  function leave(options) {
    if (state.busy) return;
    form.append(...hidden(kept(options)));
    busy();
    form.submit();
  }

  function busy() {
    state.busy = true;
    form.classList.add('busy');
  }

  async function ask(name) {
    busy();
    let answer = null;
    try {
      const response = await fetch(config.urlGetCredentialType, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/json; charset=UTF-8', canary: config.apiCanary, hpgid: config.hpgid, hpgact: config.hpgact,
          hpgrequestid: config.sessionId, 'client-request-id': config.correlationId,
        },
        body: JSON.stringify({
          username: name, isOtherIdpSupported: true, checkPhones: false, isRemoteNGCSupported: true, isCookieBannerShown: false, isFidoSupported: true,
          originalRequest: config.sCtx, country: config.country, forceotclogin: false, isExternalFederationDisallowed: false, isRemoteConnectSupported: false,
          federationFlags: 0, isSignup: false, flowToken: config.sFT, isAccessPassSupported: true, isQrCodePinSupported: false,
        }),
      });
      answer = await response.json();
    } catch {
      answer = null;
    }
    state.busy = false;
    form.classList.remove('busy');
    if (!answer || answer.error) return go(1, text('username.failed'));
    config.sFT = answer.FlowToken;
    config.apiCanary = answer.apiCanary;
    config.canary = answer.canary;
    state.user = answer.Display;
    follow(answer, '');
  }

  function follow(answer, error) {
    if (answer.IfExistsResult !== 0) go(1, text('username.unknown'));
    else go(answer.Credentials.HasAccessPass ? 56 : 2, error);
  }

  function start() {
    if (config.pgid === 'ConvergedError') return go('error');
    if (config.iErrorTitle) return go('blocked');
    if (config.pgid === 'KmsiInterrupt') return go(20);
    if (config.pgid !== 'ConvergedSignIn') return go('interrupt');
    const error = config.sErrorCode === '50058' ? '' : text('error.' + config.sErrorCode) || text('username.unknown');
    if (config.oGetCredTypeResult) return follow(config.oGetCredTypeResult, error);
    return go(config.arrSessions.length > 0 ? 12 : 1, error);
  }

  document.body.append(form, make('footer', {},
    make('a', { id: 'ftrTerms', href: '#' }, text('shell.terms')),
    make('a', { id: 'ftrPrivacy', href: '#' }, text('shell.privacy')),
    make('a', { id: 'moreOptions', href: '#', role: 'button', 'aria-label': text('shell.more') }, '…')));
  document.addEventListener('keydown', event => {
    if ((event.key === 'Enter' || event.key === ' ') && event.target.matches?.('.tile')) event.target.click();
  });
  start();
  show().then(() => {
    form.querySelector('input:not(.moveOffScreen):not([type=hidden]):not([type=button])')?.focus();
    if (weather.leaves && view === 20) leave('0');
  });
})();
