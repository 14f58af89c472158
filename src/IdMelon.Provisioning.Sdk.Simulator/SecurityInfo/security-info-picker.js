'use strict';
// The choice of a method, and what each era put between it and the ceremony.
(() => {
  const { make, text, weather, madeUp } = globalThis.page;
  const info = globalThis.securityInfo;
  const { era, id, css, act, say, dialog, close, once, create } = info;

  // What follows the prefix for a passkey is not known, so it is something else each time.
  const unknown = likely => (weather.likely && likely ? likely : madeUp());
  const other = () => { close(); say(text('picker.unavailable')); };

  const methods = available => [
    { number: 3, suffix: () => 'authenticatorApp', title: 'picker.app', description: 'picker.appText', go: other },
    { number: era.type, suffix: () => unknown(era.suffix), title: era.entry, description: 'picker.passkeyText', go: () => step(1) },
    { number: 19, suffix: () => unknown(), title: 'picker.passkeyInApp', description: 'picker.appText', go: other },
    { number: 8, suffix: () => 'email', title: 'picker.email', description: 'picker.emailText', go: other },
  ].filter(method => available.includes(method.number));

  const cancel = () => act(text('common.cancel'), close);

  const steps = {
    list: available => dialog('picker.title',
      methods(available).map(method => make('button', { type: 'button', class: css.entry, 'data-testid': 'authmethod-picker-' + method.suffix(), onclick: method.go },
        make('div', {}, text(method.title)), make('small', {}, text(method.description)))),
      [cancel()]),

    // The list opens under its button, as a component library builds it: nothing in it is a native choice.
    dropDown: available => {
      let chosen = null;
      const add = act(text('picker.add'), () => chosen?.go(), true);
      add.disabled = true;
      const label = make('span', {}, '…');
      const choices = make('div', { role: 'listbox', id: id(), class: css.choices, hidden: true });
      const combo = make('button', {
        type: 'button', id: id(), role: 'combobox', class: css.combo, 'aria-haspopup': 'listbox', 'aria-expanded': 'false', 'aria-controls': choices.id,
        'aria-label': text('picker.question'), onclick: () => open(choices.hidden),
      }, label, make('span', { 'aria-hidden': 'true' }, '▾'));
      const open = shown => {
        choices.hidden = !shown;
        combo.setAttribute('aria-expanded', String(shown));
      };
      const choose = (method, option) => {
        chosen = method;
        label.replaceChildren(text(method.title));
        for (const each of choices.children) each.setAttribute('aria-selected', String(each === option));
        add.disabled = false;
        open(false);
      };
      choices.append(...methods(available).map(method => make('button', {
        type: 'button', role: 'option', class: css.choice, 'aria-selected': 'false', onclick: event => choose(method, event.currentTarget),
      }, text(method.title))));
      dialog('picker.title', [make('p', {}, text('picker.question')), combo, choices], [cancel(), add]);
    },

    keyType: () => dialog('keytype.title', [
      make('p', {}, text('keytype.question')),
      ...['keytype.usb', 'keytype.nfc'].map(key => make('button', { type: 'button', class: css.entry, onclick: () => step(2) }, text(key))),
    ], [cancel()]),

    keyReady: () => dialog('keytype.title', [make('p', {}, text('keyready.text'))], [cancel(), act(text('common.next'), once(() => step(3)), true)]),

    front: () => dialog('front.title', [make('p', {}, text('front.text'))], [cancel(), act(text('common.next'), once(() => step(2)), true)]),
  };

  // After the last step of the era comes the ceremony, once for each time that the choice is opened.
  let begin = null;
  const step = index => (index < era.way.length ? steps[era.way[index]]() : begin());

  function picker(available) {
    begin = once(create);
    steps[era.way[0]](available);
  }

  Object.assign(info, { picker });
})();
