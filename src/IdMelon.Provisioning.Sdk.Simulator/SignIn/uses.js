'use strict';
// Tells the simulator which control was used, whoever used it: by the keys of the texts that the control shows, or by its name, and never by what was typed.
(() => {
  const { where } = globalThis.page;
  const strings = Object.entries(globalThis.$Strings ?? {}).filter(([, text]) => text);
  const around = (shown, text) => {
    const [start, end] = text.split('{0}');
    return end !== undefined && start + end !== '' && shown.length >= start.length + end.length && shown.startsWith(start) && shown.endsWith(end);
  };

  // Several keys may have one text; whoever reads them sees them all.
  const keysOf = shown => {
    const exact = strings.filter(([, text]) => text === shown);
    return (exact.length ? exact : strings.filter(([, text]) => around(shown, text))).map(([key]) => key);
  };

  const textsIn = element => {
    const texts = [];
    const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) texts.push(walker.currentNode.data.trim());
    return texts.filter(text => text);
  };

  // A tile with an account's name tells only that it is one.
  const namesOf = control => {
    if (control.hasAttribute('data-test-id')) return ['account'];
    const isField = control.matches('input:not([type=submit], [type=button]), select, textarea');
    if (isField && control.name) return [control.name];
    const texts = isField ? [...control.labels ?? []].flatMap(textsIn) : control.localName === 'input' ? [control.value] : textsIn(control);
    const keys = [...texts, control.getAttribute('aria-label')].flatMap(text => (text ? keysOf(text) : []));
    return keys.length ? [...new Set(keys)] : [control.id || control.localName];
  };

  const tell = use => event => {
    const control = event.target.closest?.('button, a, input, select, textarea, [role=button], [role=option], [tabindex]') ?? event.target;
    if (control.nodeType === 1) navigator.sendBeacon('/simulator-assets/used', new URLSearchParams({ use, view: where(), control: namesOf(control).join(' ') }));
  };
  document.addEventListener('click', tell('clicked'), true);
  document.addEventListener('change', tell('filled'), true);
})();
