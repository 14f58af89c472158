'use strict';
(() => {
  const { make, show } = globalThis.page;
  document.body.append(make('main', { class: 'card' }, make('h1', {}, document.getElementById('text').dataset.content)));
  show();
})();
