'use strict';
// From "new" to the ceremony, and from there over the name to the finished passkey.
(() => {
  const { make, text } = globalThis.page;
  const info = globalThis.securityInfo;
  const { era, css, act, call, signIn, dialog, close, failed } = info;

  async function create() {
    const answer = await call('authenticationmethods/new', { Type: era.type });
    if (answer.ErrorCode === 6) return signIn(true);
    if (answer.ErrorCode !== 0) return failed(answer.ErrorCode);
    const { provisionUrl, requestData } = JSON.parse(answer.Data);
    const form = make('form', { method: 'post', action: provisionUrl, hidden: true },
      ...Object.entries(requestData).map(([name, value]) => make('input', { type: 'hidden', name, value: value ?? '' })));
    document.body.append(form);
    form.submit();
  }

  function naming(canary) {
    const kept = JSON.parse(sessionStorage.getItem('fidoContext') ?? 'null');
    sessionStorage.removeItem('fidoContext');
    if (kept === null || kept.Canary !== canary) return failed(3);
    const field = make('input', { type: 'text', class: css.field, autocomplete: 'off' });
    const problem = make('div', { role: 'alert', class: css.note });
    let begun = false;
    const next = () => {
      const name = field.value.trim();
      if (begun) return;
      if (!name) return problem.replaceChildren(text('naming.missing'));
      begun = true;
      verify({ Name: name, ...kept });
    };
    field.addEventListener('keydown', event => { if (event.key === 'Enter') next(); });
    dialog(era.naming.title, [make('p', {}, text(era.naming.text)), make('label', {}, text('naming.label'), field), problem], [act(text('common.next'), next, true)]);
  }

  // Right after a ceremony the directory may answer 20 for a moment: asked again at once, with and then without the note, it has been seen to give in.
  async function ask(data) {
    const send = content => call('authenticationmethods/verify', { Type: era.type, VerificationData: JSON.stringify(content) });
    const { PostInfo, ...without } = data;
    let answer = await send(data);
    if (answer.ErrorCode === 20) answer = await send(data);
    if (answer.ErrorCode === 20) answer = await send(without);
    return answer;
  }

  async function verify(data) {
    const answer = await ask(data);
    if (answer.ErrorCode !== 0 || answer.VerificationState !== 2) return failed(answer.ErrorCode);
    await info.list();
    dialog(era.finished, [make('p', {}, text('finished.text'))], [act(text('finished.done'), close, true)]);
  }

  Object.assign(info, { create, naming });
})();
