'use strict';
// What every page shares: making elements, showing the body, and the weather.
globalThis.page = (() => {
  const weather = globalThis.$Simulator;
  const text = key => globalThis.$Strings[key] ?? '';

  // Text becomes text nodes and never markup.
  const make = (tag, attributes = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, '');
      else if (value !== undefined && value !== null && value !== false) element.setAttribute(name, value);
    }
    element.append(...children.filter(child => child !== null && child !== undefined));
    return element;
  };

  // Everything a page makes up comes from the seed of its document, so that a run repeats exactly.
  let chance = weather.seed >>> 0;
  const reseed = seed => { chance = seed >>> 0; };
  const random = () => {
    chance = (chance + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(chance ^ (chance >>> 15), chance | 1);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  const madeUp = (length = 8) => Array.from({ length }, () => 'abcdefghijklmnopqrstuvwxyz'[Math.floor(random() * 26)]).join('');

  // A mark that is only likely: there if the simulator is told so, otherwise absent.
  const likely = mark => (weather.likely ? mark : null);

  const pause = milliseconds => new Promise(resolve => setTimeout(resolve, milliseconds));

  const show = async () => {
    if (weather.slow > 0) await pause(weather.slow);
    document.body.style.display = 'block';
    if (weather.listens) listen();
  };

  const submitButton = () => document.querySelector('#idSIButton9, [role=dialog] .ms-Button--primary, form [type=submit], [data-automationid=splitbuttonprimary]');

  const changes = {
    ReplaceSubmit: () => {
      const old = submitButton();
      if (!old) return;
      const twin = old.cloneNode(true);
      twin.addEventListener('click', event => { if (twin.type !== 'submit') { event.preventDefault(); old.click(); } });
      old.replaceWith(twin);
    },
    MoveSubmit: () => {
      const button = submitButton();
      if (!button) return;
      const place = button.form ?? button.closest('[role=dialog], main');
      button.replaceWith(make('p', {}, button.value || button.textContent));
      place.prepend(button);
    },
    SwapDocument: () => {
      const resume = globalThis.$Config?.urlResume;
      if (resume) location.replace(resume); else location.reload();
      return true;
    },
    LeaveOrigin: () => {
      location.replace(weather.elsewhere + '/simulator-assets/elsewhere');
      return true;
    },
  };

  // Asking again tells the simulator that the change has been made; after a swap the new document does so.
  async function listen() {
    let again = sessionStorage.getItem('simulator-changed') !== null || location.pathname === '/simulator-assets/elsewhere';
    sessionStorage.removeItem('simulator-changed');
    for (;;) {
      let change;
      try {
        change = await (await fetch('/simulator-assets/weather' + (again ? '?again' : ''))).json();
      } catch {
        return;
      }
      if (change === 'SwapDocument') sessionStorage.setItem('simulator-changed', '1');
      if (changes[change]?.()) return;
      again = true;
    }
  }

  // What the page calls the view that is up: a name of the simulator's own, in no language.
  let view = location.pathname.split('/').at(-1) || 'root';
  const at = name => { view = name; };
  const where = () => view;

  // Lets the simulator count for itself what a window shows.
  const tell = () => navigator.sendBeacon('/simulator-assets/shown');

  // Called when a view has come up.
  const shown = async view => {
    tell();
    if (weather.planned !== view) return;
    weather.planned = null;
    const change = await (await fetch('/simulator-assets/weather?view=' + view, { method: 'POST' })).json();
    if (change) { await pause(300); changes[change]?.(); }
  };

  return { make, text, show, shown, tell, at, where, pause, random, reseed, madeUp, likely, weather };
})();
