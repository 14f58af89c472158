'use strict';
// The views between the accepted credential and the app, and those that end a sign-in.
(() => {
  const {
    config, state, flow, views, likely, heading, alert, primary, likelyPrimary, submit, other, secondary, buttons, links, link, paragraph, banner, tile, tiles, input, make, text,
  } = globalThis.signIn;
  const weather = globalThis.$Simulator;
  const format = (key, value) => text(key).replace('{0}', () => value);
  const skip = () => flow.post(config.urlSkipMfaRegistration, { LoginOptions: '1' });
  const cancel = () => location.assign(config.urlCancel);

  // The two ways in which a registration is put off; that the button is the older one is inferred.
  const later = () => {
    if (!config.urlSkipMfaRegistration) return null;
    return weather.era === 'DropDown'
      ? { button: other(text('proofup.later'), skip, { id: 'btnAskLater' }) }
      : { link: link(null, format('proofup.skip', config.iRemainingDaysToSkipMfaRegistration), skip) };
  };

  // The marks of these views are inferred from those of the proof-up page.
  const defaults = putOff => [
    banner(null),
    heading(text('defaults.title')),
    paragraph(text('defaults.text'), { id: likely('ProofUpDescription') }),
    buttons(other(putOff, skip, { id: likely('btnAskLater') }), submit(text('common.next'), { id: likely('idSubmit_ProofUp_Redirect') })),
  ];

  const passwordBox = (id, label) => make('label', {}, label, input({ type: 'password', id, 'aria-describedby': 'loginHeader' }));

  function picture() {
    const canvas = make('canvas', { class: 'sim-picture', width: '352', height: '90' });
    const pen = canvas.getContext('2d');
    pen.font = '600 40px sans-serif';
    pen.fillStyle = '#0b6e69';
    [...weather.picture].forEach((letter, index) => {
      pen.setTransform(1, 0, 0, 1, 34 + index * 52, 58 + globalThis.page.random() * 14);
      pen.rotate(globalThis.page.random() * 0.8 - 0.4);
      pen.fillText(letter, 0, 0);
    });
    return canvas;
  }

  Object.assign(views, {
    3: () => [
      banner(null),
      heading(text('tfa.title')),
      paragraph(text('tfa.text'), { id: 'idDiv_SAOTCC_Description' }),
      alert(likely('idSpan_SAOTCC_Error_OTC')),
      input({ type: 'tel', name: 'otc', id: 'idTxtBx_SAOTCC_OTC', maxlength: config.iTotpOtcLength, placeholder: text('tfa.hint'), 'aria-label': text('tfa.hint'), 'aria-describedby': 'loginHeader' }),
      config.arrUserProofs.length > 1 ? links(link('signInAnotherWay', text('password.otherWays'), () => flow.go('proofs'))) : null,
      buttons(submit(text('tfa.verify'), { id: 'idSubmit_SAOTCC_Continue' })),
    ],
    proofs: () => [
      banner(null),
      heading(text('tfa.title'), 'idDiv_SAOTCS_Title'),
      tiles('idDiv_SAOTCS_Proofs', config.arrUserProofs.map(proof => tile(
        [make('div', {}, text(proof.authMethodId === 'AccessPass' ? 'ways.accesspass' : 'tfa.text'))],
        () => flow.go(proof.authMethodId === 'AccessPass' ? 'pass' : '3'), { 'data-value': proof.authMethodId === 'AccessPass' ? likely('AccessPass') : proof.authMethodId }))),
    ],
    // The access pass as a second factor: that it looks as it does as a first one is inferred.
    pass: () => [
      banner(null),
      heading(text('accesspass.title')),
      alert(null),
      input({ type: 'password', name: 'accesspass', id: likely('accesspass'), placeholder: text('accesspass.hint'), 'aria-label': text('accesspass.hint'), 'aria-describedby': 'loginHeader' }),
      links(link(likely('signInAnotherWay'), text('password.otherWays'), () => flow.go('proofs'))),
      buttons(likelyPrimary(text('tfa.verify'))),
    ],
    20: () => [
      banner(null),
      heading(text('kmsi.title')),
      paragraph(text('kmsi.description'), { id: 'KmsiDescription' }),
      make('label', { class: 'sim-check' },
        make('input', { type: 'checkbox', id: 'KmsiCheckboxField', name: 'DontShowAgain', value: 'true' }), make('span', {}, text('kmsi.again'))),
      buttons(secondary(text('kmsi.no'), () => flow.leave('0')), primary(text('kmsi.yes'))),
    ],
    22: () => [
      banner(null),
      heading(text('newpassword.title')),
      paragraph(text('newpassword.text')),
      alert(null),
      passwordBox('currentPassword', text('newpassword.current')),
      passwordBox('newPassword', text('newpassword.next')),
      passwordBox('confirmNewPassword', text('newpassword.again')),
      buttons(likelyPrimary(text('common.signin'))),
    ],
    25: () => [
      banner(null),
      heading(text('consent.title')),
      link('appDomainLinkToAppInfo', config.sAppName),
      paragraph(text('consent.text')),
      buttons(secondary(text('common.cancel'), cancel), primary(text('consent.accept'))),
    ],
    26: () => [
      heading(text('error.title')),
      paragraph(make('div', { id: 'service_exception_message' }, config.strServiceExceptionMessage), { id: 'exceptionMessageContainer' }),
    ],
    32: () => {
      const way = later();
      return [
        banner(null),
        heading(text(weather.era === 'Passkey' ? 'proofup.titleNewer' : 'proofup.title')),
        paragraph(text('proofup.text'), { id: 'ProofUpDescription' }),
        links(link('moreInfoLink', text('proofup.more')), link('cancelLink', text('proofup.otherAccount'), cancel), way?.link),
        buttons(way?.button, submit(text('common.next'), { id: 'idSubmit_ProofUp_Redirect' })),
      ];
    },
    blocked: () => [
      banner(null),
      heading(text('block.' + config.iErrorTitle) || text('block.title')),
      paragraph(text('block.text')),
    ],
    43: () => [
      banner(null),
      heading(format('cmsi.title', config.sAppName), 'appConfirmTitle'),
      paragraph(text('cmsi.text')),
      buttons(other(text('common.cancel'), cancel, { id: likely('idBtn_Back') }), primary(text('cmsi.continue'))),
    ],
    48: () => [
      banner(null),
      heading(text('captcha.title')),
      picture(),
      input({ type: 'text', 'aria-label': text('captcha.label'), placeholder: text('captcha.label'), 'aria-describedby': 'loginHeader' }),
      buttons(likelyPrimary(text('common.next'))),
    ],
    71: () => defaults(text('proofup.later')),
    72: () => defaults(text('defaults.optOut')),
    73: () => defaults(format('proofup.skip', config.iRemainingDaysToSkipMfaRegistration)),
    // Nothing but the title and "Skip for now" of this page is known.
    prompt: () => [
      banner(null),
      heading(text('front.title')),
      paragraph(text('prompt.text')),
      buttons(other(text('prompt.skip'), skip, { id: likely('idBtn_Back') }), likelyPrimary(text('common.next'))),
    ],
    interrupt: () => [
      heading(text('interrupt.title')),
      paragraph(text('interrupt.text')),
      buttons(likelyPrimary(text('interrupt.accept'))),
    ],
  });
})();
