'use strict';
// Carries the result over to Security info: the data in session storage, the rest in the address.
(() => {
  const { make, text, show } = globalThis.page;
  document.body.append(make('div', { role: 'main', class: 'sim-card' }, make('div', { class: 'sim-text' }, text('ceremony.done'))));
  show();
  const context = document.getElementById('context');
  if (context) {
    sessionStorage.setItem('fidoContext', context.dataset.content);
    location.replace(document.getElementById('redirectUrl').dataset.content);
  } else {
    sessionStorage.setItem('fidoError', globalThis.$Config.iErrorCode);
    location.replace('/security-info');
  }
})();
