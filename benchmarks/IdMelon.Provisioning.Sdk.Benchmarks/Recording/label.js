// What the simulator knows of a page that was just captured: the view, the era, and the keys of the texts of headings and of the captured controls. Nothing of it comes from recognition.
() => {
  const strings = Object.entries(globalThis.$Strings ?? {}).filter(([, text]) => text);
  const around = (shown, text) => {
    const [start, end] = text.split('{0}');
    return end !== undefined && start + end !== '' && shown.length >= start.length + end.length && shown.startsWith(start) && shown.endsWith(end);
  };
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
  const namesOf = control => {
    if (control.hasAttribute('data-test-id')) return ['account'];
    const isField = control.matches('input:not([type=submit], [type=button]), select, textarea');
    if (isField && control.name) return [control.name];
    const texts = isField ? [...control.labels ?? []].flatMap(textsIn) : control.localName === 'input' ? [control.value] : textsIn(control);
    const keys = [...texts, control.getAttribute('aria-label')].flatMap(text => (text ? keysOf(text) : []));
    return keys.length ? [...new Set(keys)] : [control.id || control.localName];
  };
  const seen = element => element.checkVisibility();
  const headings = [...document.querySelectorAll('h1, h2, [role=heading], [role=alert], [role=main] > *')].filter(seen).flatMap(textsIn).flatMap(keysOf);
  const controls = document[Symbol.for('IdMelon.Provisioning.Step')]?.snapshot?.controls ?? [];
  return {
    view: globalThis.page?.where?.() ?? null,
    era: globalThis.$Simulator?.era ?? null,
    shows: [...new Set(headings)],
    controls: controls.map(({ element }) => namesOf(element).join(' ')),
    built: document.documentElement.outerHTML,
  };
}
