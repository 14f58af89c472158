'use strict';
// What the views of the sign-in are made of, and what they share. The views add themselves to `views`; the flow adds what they may do to `flow`.
globalThis.signIn = (() => {
  const { make, text, likely } = globalThis.page;
  const config = globalThis.$Config;
  const state = { user: config.sPOST_Username || '', error: '', busy: false, credentials: null };
  const flow = {};

  const heading = (title, id) => make('div', { id: 'loginHeader', class: 'sim-title' }, make('div', { id, role: 'heading', 'aria-level': '1' }, title));
  const alert = id => make('div', { role: 'alert', 'aria-live': 'assertive' },
    state.error ? make('div', { id, class: 'sim-alert alert-error' }, state.error) : null);
  const submit = (label, attributes) => make('input', { type: 'submit', class: 'sim-button sim-primary', value: label, ...attributes });
  // The id is known on some views, the event on the first one only; elsewhere both are likely.
  const primary = (label, attributes) => submit(label, { id: 'idSIButton9', 'data-report-event': likely('Signin_Submit'), ...attributes });
  const likelyPrimary = label => primary(label, { id: likely('idSIButton9') });
  const other = (label, click, attributes) => make('input', { type: 'button', class: 'sim-button', value: label, onclick: click, ...attributes });
  const secondary = (label, click) => other(label, click, { id: 'idBtn_Back' });
  const buttons = (...items) => make('div', { class: 'sim-buttons' }, ...items);
  const links = (...items) => make('div', { class: 'sim-links' }, ...items);
  const link = (id, label, click) => make('a', { id, href: '#', class: 'sim-link', onclick: event => { event.preventDefault(); click?.(); } }, label);
  const paragraph = (content, attributes) => make('div', { class: 'sim-text', ...attributes }, content);
  const banner = back => make('div', { class: 'sim-identity' },
    back ? make('button', { type: 'button', id: 'idBtn_Back', class: 'backButton', 'aria-label': text('shell.back'), onclick: back }, '←') : null,
    make('div', { id: 'displayName', class: 'sim-name', title: state.user }, state.user));
  const tile = (content, click, attributes) => make('div', { class: 'sim-tile', role: 'button', tabindex: '0', onclick: click, ...attributes }, ...content);
  const tiles = (id, items) => make('div', { id, class: 'sim-tiles', role: 'list' }, ...items.map(item => make('div', { role: 'listitem' }, item)));
  const input = attributes => make('input', {
    autocomplete: 'off', class: state.error ? 'sim-input has-error' : 'sim-input', 'aria-required': 'true', ...attributes,
  });
  const offScreen = attributes => make('input', { ...attributes, class: 'moveOffScreen', 'aria-hidden': 'true', tabindex: '-1' });
  const hidden = fields => Object.entries(fields).map(([name, value]) => make('input', { type: 'hidden', name, value: value ?? '' }));

  // The opaque values that every post of a page in between carries.
  const opaque = () => ({ ctx: config.sCtx, hpgrequestid: config.sessionId, flowToken: config.sFT, canary: config.canary });

  return {
    config, state, flow, views: {}, likely, heading, alert, submit, primary, likelyPrimary, other, secondary, buttons, links, link, paragraph, banner, tile, tiles, input, offScreen,
    hidden, opaque, make, text,
  };
})();
