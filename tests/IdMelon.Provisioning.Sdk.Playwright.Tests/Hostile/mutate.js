// Changes the page by chance, the same way for the same seed, and says what it did.
(seed) => {
  let state = seed >>> 0;
  const next = (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % limit;
  };
  const pick = (list) => list[next(list.length)];
  const all = () => Array.from(document.body.querySelectorAll('*')).filter((element) => !['SCRIPT', 'STYLE'].includes(element.tagName));
  const controls = () => all().filter((element) => element.matches('input, button, a[href], [role=button]'));
  const one = () => (next(4) ? pick(controls()) : pick(all())) ?? document.body;
  const style = (name, text) => [name, (element) => { element.style.cssText += text.replaceAll(';', ' !important;'); }];
  const cover = (element, text) => {
    const box = element.getBoundingClientRect(), over = document.createElement('div');
    over.style.cssText = `position:fixed;left:${box.left - 4}px;top:${box.top - 4}px;width:${box.width + 8}px;height:${box.height + 8}px;background:silver;z-index:99999`;
    over.textContent = text;
    document.body.append(over);
  };
  const kinds = [
    style('display', 'display:none;'), style('visibility', 'visibility:hidden;'), style('collapse', 'visibility:collapse;'), style('opacity', 'opacity:0;'), style('nearly transparent', 'opacity:0.001;'),
    style('off the left', 'position:absolute;left:-9999px;'), style('off the top', 'position:absolute;top:-9999px;'), style('off by transform', 'transform:translate(-9999px,-9999px);'), style('shrunk', 'transform:scale(0);'),
    style('zero size', 'width:0;height:0;padding:0;border:0;overflow:hidden;min-width:0;min-height:0;'), style('clip path', 'clip-path:inset(100%);'), style('clip', 'position:absolute;clip:rect(0,0,0,0);'),
    style('content visibility', 'content-visibility:hidden;'), style('filter', 'filter:opacity(0);'), style('no pointer', 'pointer-events:none;'), style('behind', 'position:relative;z-index:-1;'), style('fixed far away', 'position:fixed;top:200vh;'),
    ['inert', (element) => { element.inert = true; }], ['disabled', (element) => element.setAttribute('disabled', '')], ['aria-disabled', (element) => element.setAttribute('aria-disabled', 'true')],
    ['aria-hidden', (element) => element.setAttribute('aria-hidden', 'true')], ['hidden', (element) => { element.hidden = true; }], ['hidden until found', (element) => element.setAttribute('hidden', 'until-found')],
    ['fieldset', (element) => { const set = document.createElement('fieldset'); set.disabled = true; element.replaceWith(set); set.append(element); }],
    ['closed details', (element) => { const box = document.createElement('details'); element.replaceWith(box); box.append(element); }],
    ['clipping box', (element) => { const box = document.createElement('div'); box.style.cssText = 'width:0;height:0;overflow:hidden'; element.replaceWith(box); box.append(element); }],
    ['covered', (element) => cover(element, 'We use cookies')], ['covered page', () => { const over = document.createElement('div'); over.style.cssText = 'position:fixed;inset:0;background:white;z-index:99999'; over.textContent = 'Loading'; document.body.append(over); }],
    ['renamed', (element) => { element.id = `id__${next(100)}`; }], ['dropped', (element) => element.remove()], ['doubled', (element) => element.after(element.cloneNode(true))],
    ['doubled view', (element) => { const view = element.closest('[data-viewid], [role=dialog]') ?? element; view.after(view.cloneNode(true)); }],
    ['moved', (element) => pick(all().filter((other) => !element.contains(other)))?.before(element)], ['to the end', (element) => document.body.append(element)],
    ['into a shadow', (element) => { const host = document.createElement('div'); element.replaceWith(host); host.attachShadow({ mode: 'open' }).append(element); }],
    ['a dialog more', () => document.body.insertAdjacentHTML('beforeend', '<div role="dialog" style="top:300px"><h2>Passkey</h2><input type="text"><button class="ms-Button--primary">Next</button></div>')],
    ['a real dialog more', () => { document.body.insertAdjacentHTML('beforeend', '<dialog><h2>Welcome</h2><button>Done</button></dialog>'); document.querySelector('dialog').showModal(); }],
    ['a form more', () => document.body.insertAdjacentHTML('afterbegin', '<form><input name="accesspass" type="password"><input name="loginfmt"><input type="submit" id="idSIButton9" value="Next"></form>')],
    ['other words', (element) => element.prepend(pick(['次へ', 'Weiter', 'التالي', 'Passkey', 'Done', '👩‍🚀']))], ['hostile id', (element) => { element.id = pick(['"]', "'] *", '\u0000', '😀', 'x'.repeat(65536)]); }],
    ['nested', (element) => { for (let i = 0; i < 300; i++) { const box = document.createElement('div'); element.replaceWith(box); box.append(element); } }],
  ];
  const done = [];
  for (let count = 1 + next(3); count > 0; count--) {
    const [name, change] = pick(kinds), element = one();
    try {
      change(element);
      done.push(`${name} <${element.localName} ${(element.id || element.getAttribute('name') || element.getAttribute('data-testid') || '').slice(0, 30)}>`);
    } catch (error) {
      // Some elements do not take some changes, such as a void one a shadow.
      done.push(`${name} refused`);
    }
  }
  return done.join(', ');
}
