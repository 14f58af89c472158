'use strict';
// The page itself: who is signed in, the way to add a method, and what is registered.
(() => {
  const { make, text, at } = globalThis.page;
  const info = globalThis.securityInfo;
  const { era, id, css, act, message, numbered, session, call, dialog, close, once } = info;

  const rows = make('ul');
  const count = make('div');
  const messages = make('div', { 'aria-live': 'polite' });
  const commands = make('div');
  let available = [];

  const pick = () => info.picker(available);
  // Only of today's page it is known how the button is built; of the older ones only its text.
  const addButtons = () => (era.isSplit ? [
    make('button', { type: 'button', id: id(), class: css.button, 'data-automationid': 'splitbuttonprimary', onclick: pick },
      make('i', { 'data-icon-name': 'Add', 'aria-hidden': 'true' }, '+'), ' ', make('span', {}, text(era.add))),
    make('button', { type: 'button', id: id(), class: css.button, 'aria-label': text('info.menu'), onclick: pick }, '▾'),
  ] : [make('button', { type: 'button', id: id(), class: css.button, onclick: pick }, make('span', { 'aria-hidden': 'true' }, '+ '), text(era.add))]);

  function build() {
    at('info.title');
    rows.className = css.list;
    count.className = `${css.note} ${css.status}`;
    commands.className = css.split;
    commands.replaceChildren(...addButtons());
    document.body.append(
      make('header', { class: css.header }, make('strong', {}, 'Simulator'),
        make('div', { class: css.who }, session.name, make('small', {}, session.mail))),
      make('main', { class: css.content },
        make('h1', {}, text('info.title')),
        make('p', { class: css.note }, text('info.lead')),
        messages,
        commands,
        count,
        rows));
  }

  const say = value => messages.replaceChildren(message(value));
  const reason = code => (code === 28 ? text('info.captcha') : code === 25 || code === 33 ? text('info.session') : numbered(code));

  // Ends everything on this page but the message.
  function stop(code) {
    close();
    commands.remove();
    say(reason(code));
  }

  const counted = (devices, limit) => (devices === 0 ? [text('info.empty')] : [
    era.counts ? make('div', {}, `${text('info.passkeys')} (${devices}/${limit})`) : null,
    devices >= limit ? make('div', {}, text('info.limit')) : null,
  ].filter(Boolean));

  const row = device => make('li', { class: css.row },
    make('strong', {}, text(era.row(device))),
    make('span', {}, device.DisplayName),
    make('button', { type: 'button', class: `ms-Link ${css.plain}`, 'aria-label': text(era.remove), onclick: () => remove(device) }, text('info.delete')));

  async function list() {
    const answer = await call('authenticationmethods/availablemethods');
    if (answer.ErrorCode === 28) return stop(28);
    if (answer.ErrorCode !== 0) return say(reason(answer.ErrorCode));
    available = answer.AvailableMethods;
    count.replaceChildren(...counted(answer.FidoDevices.length, answer.PasskeyLimit));
    rows.replaceChildren(...answer.FidoDevices.map(row));
  }

  function remove(device) {
    dialog('info.deleteQuestion', [make('p', {}, device.DisplayName)], [
      act(text('common.cancel'), close),
      act(text('info.delete'), once(async () => {
        const answer = await call('authenticationmethods/delete', { Type: era.type, Data: device.Id });
        close();
        if (answer.ErrorCode === 28) return stop(28);
        if (answer.ErrorCode !== 0) return say(reason(answer.ErrorCode));
        await list();
      }), true),
    ]);
  }

  Object.assign(info, { build, list, say, stop, reason });
})();
