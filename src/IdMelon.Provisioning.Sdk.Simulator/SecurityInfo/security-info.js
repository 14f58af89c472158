'use strict';
// Security info: signs in if it must, lists what is registered, and goes on where the window comes back from the ceremony.
(() => {
  const { make, text, show, shown } = globalThis.page;
  const { css, message, dress, authorize, signIn, build, list, naming, failed, reason } = globalThis.securityInfo;

  function closed(value) {
    document.body.append(make('main', { class: css.content }, message(value)));
    return show();
  }

  async function open() {
    const fragment = new URLSearchParams(location.hash.slice(1));
    history.replaceState(null, '', '/security-info');
    const { answer, returns, again } = await authorize(fragment);
    dress();
    if (answer.ErrorCode) return closed(reason(answer.ErrorCode));
    if (!answer.isAuthorized) return returns || fragment.has('error') ? closed(text('info.session')) : signIn(false);
    // Whoever comes from the ceremony goes on there; whoever has just signed in again is not sent round in circles.
    if (answer.requireNgcMfaForSecurityInfo && !fragment.has('fidoProvisionSuccess')) return again ? closed(text('info.session')) : signIn(true);
    build();
    await list();
    await show();
    shown(0);
    if (fragment.has('fidoProvisionSuccess')) return naming(fragment.get('fidoProvisionSuccess'));
    const error = sessionStorage.getItem('fidoError');
    sessionStorage.removeItem('fidoError');
    if (error) failed(Number(error));
  }

  open();
})();
