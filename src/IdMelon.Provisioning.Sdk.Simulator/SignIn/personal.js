'use strict';
// Looks like the sign-in of personal accounts, which nobody has here.
(() => {
  const { make, text, show, tell } = globalThis.page;
  const problem = make('div', { role: 'alert' });
  const submit = event => {
    event.preventDefault();
    problem.replaceChildren(make('div', { class: 'sim-alert' }, text('username.unknown')));
  };
  document.body.append(make('form', { novalidate: true, onsubmit: submit },
    make('div', { role: 'main', class: 'sim-card' },
      make('h1', { class: 'sim-title' }, text('personal.title')),
      problem,
      make('input', { id: 'usernameEntry', type: 'email', class: 'sim-input', autocomplete: 'off', placeholder: text('personal.user'), 'aria-label': text('personal.user') }),
      make('div', { class: 'sim-buttons' },
        make('button', { type: 'button', class: 'sim-button', 'data-testid': 'secondaryButton' }, text('personal.create')),
        make('button', { type: 'submit', class: 'sim-button sim-primary', 'data-testid': 'primaryButton' }, text('common.next'))))));
  show().then(tell);
})();
