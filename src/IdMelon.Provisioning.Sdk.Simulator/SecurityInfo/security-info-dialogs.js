'use strict';
// Dialogs: one at a time, each in a layer of its own.
(() => {
  const { make, text, tell, at } = globalThis.page;
  const info = globalThis.securityInfo;
  const { id, css, act, numbered } = info;

  let layer = null;
  function close() {
    layer?.remove();
    layer = null;
    at('info.title');
  }

  function dialog(title, content, actions) {
    close();
    at(title);
    const heading = id();
    layer = make('div', { class: css.layer },
      make('div', { role: 'dialog', 'aria-modal': 'true', 'aria-labelledby': heading, class: css.dialog },
        make('h2', { id: heading }, text(title)), ...content, make('div', { class: css.actions }, ...actions)));
    document.body.append(layer);
    layer.querySelector('input, .ms-Button--primary')?.focus();
    tell();
  }

  const once = action => {
    let begun = false;
    return () => { if (!begun) { begun = true; action(); } };
  };

  // A captcha takes a person, so everything stops there.
  function failed(code) {
    if (code === 28) return info.stop(code);
    dialog('failed.title', [make('p', {}, text('failed.text')), make('p', { class: css.note }, numbered(code))], [act(text('failed.close'), close)]);
  }

  Object.assign(info, { dialog, close, once, failed });
})();
