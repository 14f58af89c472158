'use strict';
// What both ceremonies need: bytes in text, a form that goes off by itself, and the plain card.
globalThis.webAuthn = (() => {
  const { make, weather } = globalThis.page;

  const bytes = value => Uint8Array.from(atob(value.replaceAll('-', '+').replaceAll('_', '/')), sign => sign.charCodeAt(0));
  const base64url = buffer => btoa(Array.from(new Uint8Array(buffer), byte => String.fromCharCode(byte)).join(''))
    .replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  const descriptors = ids => ids.map(id => ({ type: 'public-key', id: bytes(id) }));

  function post(action, fields) {
    const form = make('form', { method: 'post', action, hidden: true },
      ...Object.entries(fields).map(([name, value]) => make('input', { type: 'hidden', name, value })));
    document.body.append(form);
    form.submit();
  }

  // Number and ids are only likely: without that switch there are none.
  const likely = value => (weather.likely ? value : undefined);
  function card(view, name, title, text, submit, ...buttons) {
    document.body.append(make('form', { class: 'sim-ceremony', novalidate: true, onsubmit: event => { event.preventDefault(); submit(); } },
      make('div', { role: 'main', class: 'sim-card' },
        make('div', { 'data-viewid': likely(view) },
          name ? make('div', { class: 'sim-identity' }, make('div', { class: 'sim-name', title: name }, name)) : null,
          make('div', { class: 'sim-title' }, make('div', { role: 'heading', 'aria-level': '1' }, title)),
          make('div', { class: 'sim-text' }, text),
          make('div', { class: 'sim-buttons' }, ...buttons)))));
  }
  const secondary = (label, click) => make('button', { type: 'button', id: likely('idBtn_Back'), class: 'sim-button', onclick: click }, label);
  const primary = label => make('button', { type: 'submit', id: likely('idSIButton9'), class: 'sim-button sim-primary' }, label);

  return { bytes, base64url, descriptors, post, card, primary, secondary };
})();
