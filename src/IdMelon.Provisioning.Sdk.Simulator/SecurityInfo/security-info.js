'use strict';
// Security info: signs in if it must, lists what is registered, and leads through the dialogs.
(() => {
  const { make, text, show, shown, tell } = globalThis.page;
  const settings = globalThis.$Page;
  const region = settings.region;

  // Ids and class names are made up on every load, as a component library does that hashes its styles.
  let nextId = 3 + Math.floor(Math.random() * 40);
  const id = () => 'id__' + (nextId += 1 + Math.floor(Math.random() * 4));
  let nextClass = 100 + Math.floor(Math.random() * 700);
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [sheet];
  const style = (name, declarations, extra = {}) => {
    const hashed = `${name}-${nextClass += 1 + Math.floor(Math.random() * 3)}`;
    sheet.insertRule(`.${hashed}{${declarations}}`, sheet.cssRules.length);
    for (const [suffix, more] of Object.entries(extra)) sheet.insertRule(`.${hashed}${suffix}{${more}}`, sheet.cssRules.length);
    return hashed;
  };
  const button = style('root', 'min-height:36px;padding:6px 18px;border:1px solid #c9d2da;border-radius:6px;background:#fff;color:inherit;font:inherit;cursor:pointer', { ':hover': 'background:#eef2f5', ' i': 'font-style:normal' });
  const main = style('root', 'background:#0b6e69;border-color:#0b6e69;color:#fff', { ':hover': 'background:#095c58' });
  const plain = style('root', 'border:0;background:none;color:#0b6e69;font:inherit;cursor:pointer', { ':hover': 'text-decoration:underline' });
  const css = {
    header: style('header', 'display:flex;justify-content:space-between;align-items:center;gap:16px;padding:34px 32px 12px;background:#fff;border-bottom:1px solid #c9d2da'),
    who: style('persona', 'text-align:right;line-height:1.3;overflow-wrap:anywhere', { ' small': 'display:block;color:#5b6875' }),
    content: style('content', 'max-width:860px;margin:28px auto;padding:0 24px'),
    list: style('list', 'margin:18px 0 0;padding:0;list-style:none;background:#fff;border:1px solid #c9d2da;border-radius:10px', { ':empty': 'display:none' }),
    row: style('row', 'display:flex;align-items:center;gap:18px;padding:14px 18px;border-top:1px solid #eef2f5', { ':first-child': 'border-top:0', ' span': 'flex:1' }),
    bar: style('bar', 'margin:14px 0;padding:10px 14px;border-left:4px solid #a3243b;border-radius:4px;background:#fbe9ec'),
    layer: style('layer', 'position:fixed;inset:0;z-index:10;display:grid;place-items:center;background:#1d273366'),
    dialog: style('dialog', 'width:min(480px,calc(100vw - 32px));max-height:86vh;overflow:auto;padding:28px 32px;background:#fff;border-radius:12px;box-shadow:0 12px 40px #1d27334d', { ' h2': 'margin:0 0 10px;font-size:21px;font-weight:600' }),
    entry: style('entry', 'display:block;width:100%;margin-top:10px;padding:12px 14px;border:1px solid #c9d2da;border-radius:8px;background:#fff;color:inherit;font:inherit;text-align:left;cursor:pointer', { ':hover': 'background:#eef2f5', ' small': 'display:block;color:#5b6875' }),
    field: style('field', 'display:block;width:100%;margin-top:6px;padding:9px 11px;border:1px solid #8795a3;border-radius:6px;font:inherit'),
    actions: style('actions', 'display:flex;justify-content:flex-end;gap:10px;margin-top:24px'),
    split: style('split', 'display:inline-flex'),
    note: style('note', 'color:#5b6875'),
  };

  let session = { context: '', name: '', mail: '' };
  const windowId = crypto.randomUUID();

  async function call(path, body) {
    const response = await fetch('/api/' + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        'Content-Type': 'application/json', AjaxRequest: 'true', SessionCtxV2: session.context,
        'x-ms-client-session-id': windowId, 'x-ms-mysignins-region': region,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return response.json();
  }

  // The sign-in: code with a proof key; what belongs together is kept in this window only.
  const base64url = buffer => btoa(Array.from(new Uint8Array(buffer), byte => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const random = length => base64url(crypto.getRandomValues(new Uint8Array(length)));

  async function signIn() {
    const verifier = random(48);
    const state = random(24);
    sessionStorage.setItem('signIn', JSON.stringify({ verifier, state }));
    const query = new URLSearchParams({
      client_id: settings.clientId, redirect_uri: settings.redirectUri, response_type: 'code', response_mode: 'fragment',
      scope: '0000000c-0000-0000-c000-000000000000/.default openid profile offline_access', state, nonce: random(16),
      code_challenge: base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))), code_challenge_method: 'S256',
    });
    location.replace(`${settings.authority}/oauth2/v2.0/authorize?${query}`);
  }

  async function open() {
    const fragment = new URLSearchParams(location.hash.slice(1));
    history.replaceState(null, '', '/security-info');
    const kept = JSON.parse(sessionStorage.getItem('signIn') ?? 'null');
    sessionStorage.removeItem('signIn');
    const returns = fragment.has('code') && kept !== null && fragment.get('state') === kept.state;
    const answer = await call('session/authorize', returns ? { code: fragment.get('code'), codeVerifier: kept.verifier } : {});
    if (!answer.isAuthorized) {
      if (!returns && !fragment.has('error')) return signIn();
      document.body.append(make('main', { class: css.content }, message(text('info.session'))));
      return show();
    }
    session = { context: answer.sessionCtxV2, name: answer.displayName, mail: answer.userPrincipalName };
    build();
    await list();
    await show();
    shown(0);
    if (fragment.has('fidoProvisionSuccess')) return naming(fragment.get('fidoProvisionSuccess'));
    const error = sessionStorage.getItem('fidoError');
    sessionStorage.removeItem('fidoError');
    if (error) failed(error);
  }

  // The page itself.
  const rows = make('ul', { class: css.list });
  const count = make('span', { class: css.note });
  const messages = make('div', { 'aria-live': 'polite' });
  let available = [];
  const message = value => make('div', { class: css.bar, role: 'alert', 'data-testid': 'message-bar-error' }, value);

  function build() {
    document.body.append(
      make('header', { class: css.header }, make('strong', {}, 'Simulator'),
        make('div', { class: css.who }, session.name, make('small', {}, session.mail))),
      make('main', { class: css.content },
        make('h1', {}, text('info.title')),
        make('p', { class: css.note }, text('info.lead')),
        messages,
        make('div', { class: `ms-CommandBar ${css.split}` },
          make('button', { type: 'button', id: id(), class: `ms-Button ms-Button--commandBar ${button}`, 'data-automationid': 'splitbuttonprimary', onclick: picker },
            make('i', { 'data-icon-name': 'Add', 'aria-hidden': 'true' }, '+'), ' ', make('span', {}, text('info.add'))),
          make('button', { type: 'button', id: id(), class: `ms-Button ${button}`, 'aria-label': text('info.menu'), onclick: picker }, '▾')),
        make('p', {}, count),
        rows));
  }

  async function list() {
    const answer = await call('authenticationmethods/availablemethods');
    if (answer.ErrorCode !== 0) return messages.replaceChildren(message(text('info.session')));
    available = answer.AvailableMethods;
    count.replaceChildren(answer.FidoDevices.length > 0 ? `${text('info.passkeys')} (${answer.FidoDevices.length}/${answer.PasskeyLimit})` : text('info.empty'));
    rows.replaceChildren(...answer.FidoDevices.map(device => make('li', { class: css.row },
      make('strong', {}, text(device.PasskeyType === 'synced' ? 'info.synced' : 'info.bound')),
      make('span', {}, device.DisplayName),
      make('button', { type: 'button', class: `ms-Link ${plain}`, 'aria-label': text('info.deletePasskey'), onclick: () => remove(device) }, text('info.delete')))));
  }

  // Dialogs: one at a time, each in a layer of its own.
  let layer = null;
  function close() {
    layer?.remove();
    layer = null;
  }
  function dialog(title, content, actions) {
    close();
    const heading = id();
    layer = make('div', { class: `ms-Layer ${css.layer}` },
      make('div', { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': heading, class: `ms-Dialog-main ${css.dialog}` },
        make('h2', { id: heading }, title), ...content, make('div', { class: css.actions }, ...actions)));
    document.body.append(layer);
    layer.querySelector('input, .ms-Button--primary')?.focus();
    tell();
  }
  const act = (label, click, primary) => make('button', {
    type: 'button', id: id(), class: `ms-Button ms-Button--${primary ? 'primary' : 'default'} ${button} ${primary ? main : ''}`, onclick: click,
  }, label);
  const once = action => {
    let begun = false;
    return () => { if (!begun) { begun = true; action(); } };
  };

  function picker() {
    const entry = (name, title, description, click) => make('button', { type: 'button', class: `ms-Button ${css.entry}`, 'data-testid': 'authmethod-picker-' + name, onclick: click },
      make('div', {}, title), make('small', {}, description));
    const other = () => { close(); messages.replaceChildren(message(text('picker.unavailable'))); };
    dialog(text('picker.title'), [
      available.includes(3) ? entry('authenticatorApp', text('picker.app'), text('picker.appText'), other) : null,
      // What follows the prefix for a passkey is not known, so it is something else each time.
      available.includes(18) ? entry(Math.random().toString(36).slice(2, 10), text('picker.passkey'), text('picker.passkeyText'), front) : null,
      available.includes(8) ? entry('email', text('picker.email'), text('picker.emailText'), other) : null,
    ], [act(text('common.cancel'), close)]);
  }

  function front() {
    dialog(text('front.title'), [make('p', {}, text('front.text'))], [act(text('common.cancel'), close), act(text('common.next'), once(create), true)]);
  }

  async function create() {
    const answer = await call('authenticationmethods/new', { Type: 18 });
    if (answer.ErrorCode !== 0) return failed(answer.ErrorCode);
    const { provisionUrl, requestData } = JSON.parse(answer.Data);
    const form = make('form', { method: 'post', action: provisionUrl, hidden: true },
      ...Object.entries(requestData).map(([name, value]) => make('input', { type: 'hidden', name, value: value ?? '' })));
    document.body.append(form);
    form.submit();
  }

  function naming(canary) {
    const kept = JSON.parse(sessionStorage.getItem('fidoContext') ?? 'null');
    sessionStorage.removeItem('fidoContext');
    if (kept === null || kept.Canary !== canary) return failed(3);
    const field = make('input', { type: 'text', class: css.field, autocomplete: 'off', maxlength: '256' });
    const problem = make('div', { role: 'alert', class: css.note });
    let begun = false;
    const next = () => {
      const name = field.value.trim();
      if (begun) return;
      if (!name) return problem.replaceChildren(text('naming.missing'));
      begun = true;
      verify(kept, name);
    };
    field.addEventListener('keydown', event => { if (event.key === 'Enter') next(); });
    dialog(text('naming.title'), [make('p', {}, text('naming.text')), make('label', {}, text('naming.label'), field), problem], [act(text('common.next'), next, true)]);
  }

  async function verify(kept, name) {
    const answer = await call('authenticationmethods/verify', { Type: 18, VerificationData: JSON.stringify({ Name: name, ...kept }) });
    if (answer.ErrorCode !== 0 || answer.VerificationState !== 2) return failed(answer.ErrorCode);
    await list();
    dialog(text('finished.title'), [make('p', {}, text('finished.text'))], [act(text('finished.done'), close, true)]);
  }

  function failed(code) {
    dialog(text('failed.title'), [make('p', {}, text('failed.text')), make('p', { class: css.note }, `${text('failed.code')}: ${code}`)], [act(text('failed.close'), close)]);
  }

  function remove(device) {
    dialog(text('info.deleteQuestion'), [make('p', {}, device.DisplayName)], [
      act(text('common.cancel'), close),
      act(text('info.delete'), once(async () => {
        await call('authenticationmethods/delete', { Type: 18, Data: device.Id });
        close();
        await list();
      }), true),
    ]);
  }

  open();
})();
