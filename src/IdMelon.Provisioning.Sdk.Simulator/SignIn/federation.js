'use strict';
// The page of another identity provider. Its inputs have ids but no names: nothing is posted as a form.
(() => {
  const { make, text, show, tell } = globalThis.page;
  const settings = globalThis.$Page;
  const problem = make('div', { role: 'alert' });
  const field = (id, type, label, value) => make('label', {}, label, make('input', { id, type, class: 'sim-input', autocomplete: 'off', value }));

  async function submit(event) {
    event.preventDefault();
    let answer = null;
    try {
      const response = await fetch(location.pathname, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ticket: settings.ticket, user: document.getElementById('userNameInput').value.trim(), password: document.getElementById('passwordInput').value }),
      });
      answer = await response.json();
    } catch {
      answer = null;
    }
    if (answer?.next) location.assign(answer.next);
    else problem.replaceChildren(make('div', { class: 'sim-alert' }, text('error.50126')));
  }

  document.body.append(make('form', { novalidate: true, onsubmit: submit },
    make('div', { role: 'main', class: 'sim-card' },
      make('h1', { class: 'sim-title' }, text('federated.title').replace('{0}', () => settings.organization)),
      problem,
      field('userNameInput', 'text', text('federated.user'), settings.user),
      field('passwordInput', 'password', text('federated.password')),
      make('div', { class: 'sim-buttons' }, make('button', { id: 'submitButton', type: 'submit', class: 'sim-button sim-primary' }, text('common.signin'))))));
  show().then(tell);
})();
