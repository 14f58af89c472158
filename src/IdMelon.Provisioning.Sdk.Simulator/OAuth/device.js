'use strict';
// The pages for devices: type the code; after the sign-in, say whether the device is meant.
(() => {
  const { make, text, show, shown } = globalThis.page;
  const config = globalThis.$Config;
  const view = 14;

  const send = async (address, body) => {
    const response = await fetch(address, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
    return response.json();
  };
  const button = (label, click, kind = '') => make('button', { type: click ? 'button' : 'submit', class: 'sim-button ' + kind, onclick: click ?? (() => {}) }, label);
  const place = make('main', { class: 'sim-card' });
  const fill = (title, ...content) => {
    place.replaceChildren(make('h1', {}, title), ...content);
    shown(view);
  };

  function enter(problem = '', typed = '') {
    const input = make('input', { type: 'text', class: 'sim-input', autocomplete: 'off', maxlength: '20', 'aria-label': text('device.label'), placeholder: text('device.label'), value: typed });
    const form = make('form', {
      onsubmit: async event => {
        event.preventDefault();
        let answer = null;
        try {
          answer = await send('/device', { code: input.value });
        } catch {
          answer = null;
        }
        if (answer?.next) location.assign(answer.next);
        else enter(text('device.unknown'), input.value);
      },
    }, input, make('div', { role: 'alert', class: 'sim-alert' }, problem), make('div', { class: 'sim-buttons' }, button(text('common.next'), null, 'sim-primary')));
    fill(text('device.title'), form);
    input.focus();
  }

  function confirm() {
    const ticket = new URLSearchParams(location.search).get('device_ticket');
    history.replaceState(null, '', location.pathname);
    const decide = accepts => async () => {
      let answer = null;
      try {
        answer = await send('/device/confirm', { ticket, accepts });
      } catch {
        answer = null;
      }
      fill(text(answer?.decided ? (accepts ? 'device.done' : 'device.refused') : 'device.unknown'));
    };
    fill(text('cmsi.title').replace('{0}', () => config.sAppName),
      make('p', {}, config.sPOST_Username),
      make('p', {}, text('cmsi.text')),
      make('div', { class: 'sim-buttons' }, button(text('common.cancel'), decide(false)), button(text('cmsi.continue'), decide(true), 'sim-primary')));
  }

  const look = make('link', { rel: 'stylesheet', href: '/simulator-assets/device.css' });
  const styled = new Promise(done => { look.onload = look.onerror = done; });
  document.head.append(look);
  document.body.append(place);
  if (location.pathname === '/device') enter();
  else if (config.sAppName) confirm();
  else fill(text('device.unknown'));
  styled.then(show);
})();
