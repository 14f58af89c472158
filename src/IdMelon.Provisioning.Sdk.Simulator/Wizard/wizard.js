'use strict';
// The registration wizard in interrupt mode. Nothing but passkeys can be registered in the tenant, and it offers none: it can be skipped, or it is the end.
(() => {
  const { make, text, show, tell } = globalThis.page;
  const settings = globalThis.$Page;
  const message = make('div', { role: 'alert' });
  const unavailable = () => { message.replaceChildren(make('div', { class: 'sim-alert' }, text('picker.unavailable'))); tell(); };
  const link = (label, click) => make('button', { type: 'button', class: 'ms-Link sim-link', onclick: click }, label);

  function skip() {
    const form = make('form', { method: 'post', action: '/register', hidden: true }, make('input', { type: 'hidden', name: 'csrf_token', value: settings.ticket }));
    document.body.append(form);
    form.submit();
  }

  document.body.append(make('div', { role: 'main', class: 'sim-card' },
    make('h1', { class: 'sim-title', 'data-testid': 'reskin-step-title' }, text('wizard.title')),
    make('p', {}, text('wizard.step')),
    message,
    make('div', { class: 'sim-text' }, make('strong', {}, text('picker.app')), make('p', {}, text('picker.appText'))),
    make('div', { class: 'sim-links' },
      link(text('wizard.other'), unavailable),
      settings.canBeSkipped ? link(text('wizard.skip'), skip) : null),
    make('div', { class: 'sim-buttons' },
      make('button', { type: 'button', class: 'sim-button', 'data-testid': 'reskin-step-back-button', onclick: () => history.back() }, text('shell.back')),
      make('button', { type: 'button', class: 'ms-Button--primary sim-button sim-primary', 'data-testid': 'reskin-step-next-button', onclick: unavailable }, text('common.next')))));
  show().then(tell);
})();
