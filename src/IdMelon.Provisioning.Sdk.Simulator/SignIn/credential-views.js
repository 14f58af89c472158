'use strict';
// The views that ask for a name or a credential.
(() => {
  const { config, state, flow, views, likely, heading, alert, primary, likelyPrimary, buttons, links, link, paragraph, banner, tile, tiles, input, offScreen, hidden, make, text } = globalThis.signIn;

  const userInput = { type: 'email', name: 'loginfmt', id: 'i0116', maxlength: '113' };
  const passwordInput = { type: 'password', name: 'passwd', id: 'i0118', autocomplete: 'off' };
  const toUserName = () => flow.go(1);

  // In the order of their weights: passkey 2, password 4, access pass 13.
  const ways = () => [
    state.credentials.HasFido ? { view: 23, label: text('ways.passkey'), link: 'idA_PWD_SwitchToFido' } : null,
    state.credentials.HasPassword ? { view: 2, label: text('ways.password'), link: 'idA_PWD_SwitchToPassword' } : null,
    state.credentials.HasAccessPass ? { view: 56, label: text('ways.accesspass'), short: text('password.accesspass'), link: 'accessPassLink', icon: 'cred_option_accesspass' } : null,
  ].filter(way => way !== null);

  // One other way is a link of its own; several are behind one link.
  const otherWays = current => {
    const others = ways().filter(way => way.view !== current);
    if (others.length === 0) return null;
    return others.length === 1
      ? links(link(others[0].link, others[0].short ?? others[0].label, () => flow.go(others[0].view)))
      : links(link('idA_PWD_SwitchToCredPicker', text('password.otherWays'), () => flow.go(24)));
  };

  Object.assign(views, {
    1: () => [
      heading(text('username.title')),
      alert('usernameError'),
      input({
        ...userInput, autocomplete: 'username', value: state.user, placeholder: text('username.hint'), 'aria-label': text('username.label'),
        'aria-describedby': 'loginHeader usernameError',
      }),
      offScreen(passwordInput),
      link(likely('cantAccessAccount'), text('username.help')),
      buttons(primary(text('common.next'), { 'data-report-event': 'Signin_Submit' })),
      make('div', { class: 'sim-options', role: 'button', tabindex: '0', 'data-testid': 'signinOptions' }, text('username.options')),
    ],
    2: () => [
      banner(toUserName),
      heading(text('password.title')),
      alert('passwordError'),
      offScreen({ ...userInput, value: state.user }),
      input({ ...passwordInput, placeholder: text('password.hint'), 'aria-label': text('password.hint'), 'aria-describedby': 'loginHeader passwordError' }),
      link('idA_PWD_ForgotPassword', text('password.forgot')),
      otherWays(2),
      buttons(primary(text('common.signin'))),
    ],
    // The name exists as both kinds of account.
    7: () => [
      heading(text('tiles.title')),
      tiles(null, [
        tile([make('div', { id: 'aadTileTitle', class: 'sim-name' }, state.user)], () => flow.choose(), { id: 'aadTile' }),
        tile([make('div', { id: 'msaTileTitle', class: 'sim-name' }, text('tiles.other'))], () => location.assign(new URL('/oauth20_authorize.srf', config.urlPostMsa)), { id: 'msaTile' }),
      ]),
    ],
    12: () => [
      heading(text('tiles.title')),
      tiles('tilesHolder', [
        ...config.arrSessions.map(session => tile(
          [make('div', {}, make('div', { class: 'sim-name' }, session.fullName), make('small', {}, session.name), make('small', {}, text('tiles.signedin')))],
          () => location.assign(config.urlLogin + '&sessionid=' + encodeURIComponent(session.id)), { 'data-test-id': session.name })),
        tile([make('div', { id: 'otherTileText', class: 'sim-name' }, text('tiles.other'))], () => flow.go(1), { id: 'otherTile' }),
      ]),
    ],
    // The ids on this view are not known; neither is how another try begins.
    23: () => [
      banner(toUserName),
      heading(text('passkey.title')),
      alert(null),
      state.error ? null : paragraph(text('passkey.text')),
      state.error ? otherWays(23) : null,
      state.error ? buttons(likelyPrimary(text('passkey.again'))) : null,
    ],
    24: () => [
      banner(toUserName),
      heading(text('ways.title')),
      tiles(null, ways().map(way => tile(
        [way.icon ? make('img', { src: `/simulator-assets/${way.icon}.svg`, alt: '', role: 'presentation' }) : null, make('div', {}, way.label)].filter(part => part !== null),
        () => flow.go(way.view)))),
    ],
    // Neither the ids of this input and of its error nor that of the button are known, so they have none.
    56: () => [
      banner(toUserName),
      heading(text('accesspass.title')),
      alert(null),
      ...hidden({ loginfmt: state.user }),
      input({ type: 'password', name: 'accesspass', id: likely('accesspass'), placeholder: text('accesspass.hint'), 'aria-label': text('accesspass.hint'), 'aria-describedby': 'loginHeader' }),
      state.credentials.PrefCredential === 13 ? null : otherWays(56),
      buttons(likelyPrimary(text('common.signin'))),
    ],
  });
})();
