'use strict';
(() => {
  const { make, show } = globalThis.page;
  document.body.append(make('main', { class: 'sim-card' }, make('h1', { class: 'sim-title' }, document.getElementById('text').dataset.content)));
  show();
})();
