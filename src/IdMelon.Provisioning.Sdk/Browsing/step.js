// One function expression that adapters run in the page's main world with the text of StepProtocol.Write; it returns a promise of the text
// that StepProtocol.Read takes. It is sent with each call and leaves nothing in the page but one object under a symbol on the document.
(given) => {
  'use strict';

  const QUIET = 40; // ms without a change: the page has settled
  const RESTLESS = 250; // ms after which a page that never rests is looked at anyway; two equal looks count as settled
  const LIMIT = 65536; // characters of reduced HTML
  const DEEPEST = 200; // levels: more than any page that people made
  const KEY = Symbol.for('IdMelon.Provisioning.Step');
  const EVENTS = ['load', 'readystatechange', 'transitionend', 'animationend', 'toggle', 'change', 'slotchange'];

  const SKIPPED = new Set(['script', 'style', 'noscript', 'template', 'head', 'link', 'meta', 'object', 'embed', 'audio', 'video', 'canvas', 'datalist', 'frameset']);
  const KEPT = new Set(['a', 'button', 'input', 'select', 'textarea', 'label', 'form', 'fieldset', 'legend', 'dialog', 'main', 'nav', 'header', 'footer', 'aside',
    'section', 'article', 'details', 'summary', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'img', 'li', 'tr']);
  const INLINE = new Set(['span', 'b', 'i', 'em', 'strong', 'small', 'u', 'code', 'abbr', 'bdi', 'bdo', 'cite', 'font', 'mark', 'q', 's', 'sub', 'sup', 'time', 'var', 'wbr']);
  // Elements that HTML parsers move or drop outside of their usual parents travel as a div with their role.
  const ROLES = { li: 'listitem', tr: 'row', a: 'link', button: 'button', h1: 'heading', h2: 'heading', h3: 'heading', h4: 'heading', h5: 'heading', h6: 'heading', form: 'form' };
  const CONTROL_ROLES = /^(button|link|menuitem|menuitemradio|menuitemcheckbox|option|radio|tab|checkbox|switch|textbox)$/;
  const ATTRIBUTES = ['id', 'name', 'role', 'placeholder', 'title', 'aria-label', 'aria-modal', 'aria-level', 'aria-expanded', 'aria-checked', 'aria-selected',
    'autocomplete', 'for', 'data-viewid', 'data-testid', 'data-test-id', 'data-automationid', 'data-icon-name'];
  const CLASSES = new Set(['ms-Button--primary', 'ms-Link', 'ms-MessageBar--error', 'has-error', 'alert-error', 'error', 'moveOffScreen', 'promoted-fed-cred', 'primary',
    'secondary', 'ext-primary', 'ext-secondary', 'tile', 'backButton']);
  const NAMES_SOMEBODY = /^(displayName|userDisplayName|meInitialsButton|O365_MainLink_Me|mectrl_.*)$/;
  const NAMES = '#displayName, #userDisplayName, #mectrl_currentAccount_primary';
  const TEXT_TYPES = new Set(['text', 'email', 'password', 'search', 'tel', 'url', 'number', 'textarea']);
  const FRAGMENT_KEYS = ['code', 'state', 'error', 'fidoProvisionSuccess', 'session_state', 'id_token'];
  const META_FACTS = ['PageID', 'ReqLC', 'LocLC'];
  const CONFIG_FACTS = ['pgid', 'hpgid', 'sErrorCode', 'iErrorCode', 'iErrorTitle', 'iErrorDescription', 'iRemainingDaysToSkipMfaRegistration', 'fAccessPassSupported'];
  const CONFIG_PRESENCE = ['urlSkipMfaRegistration', 'urlSecurityDefaultsLearnMore', 'oPostParams'];
  const ADDRESS = /[\p{L}\p{N}._%+'!#$&*/=?^`{|}~-]+@[\p{L}\p{N}][\p{L}\p{N}.-]*/gu;
  const EXACT_ADDRESS = /^[^\s@]+@[^\s@]+$/;

  const request = JSON.parse(given[0]);

  // Where the page is none of the caller's business it is waited on and not looked at: the document goes, or patience ends.
  const isAt = (hosts) => location.protocol === 'https:' && location.port === '' && hosts.includes(location.hostname);
  if (request.hosts && !isAt(request.hosts)) return new Promise((resolve) => { setTimeout(resolve, request.patience, '{"elsewhere":true}'); });

  let state = document[KEY];
  if (!state) {
    const id = Array.from(crypto.getRandomValues(new Uint8Array(8)), byte => byte.toString(16).padStart(2, '0')).join('');
    state = { id, count: 0, snapshot: null, stop: null };
    Object.defineProperty(document, KEY, { value: state });
  }

  // An earlier call that nobody waits for any more must not take the numbering away from this one.
  state.stop?.();

  // cyrb53: 53 bits, good enough to tell two pages apart.
  const hash = (text) => {
    let a = 0xdeadbeef, b = 0x41c6ce57;
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      a = Math.imul(a ^ code, 2654435761);
      b = Math.imul(b ^ code, 1597334677);
    }
    a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
    b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
    return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16).padStart(14, '0');
  };

  // NFKC; without soft hyphens, bidirectional marks and the private-use characters of icon fonts.
  const tidy = (text) => text.normalize('NFKC').replace(/[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ue000-\uf8ff]/g, '').replace(/\s+/g, ' ');
  const escapeText = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
  const escapeValue = (text) => text.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');

  const capture = (account) => {
    const expected = account ? tidy(account).trim().toLowerCase() : null;
    const exact = expected ? new RegExp(expected.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&'), 'gi') : null;
    const out = [], controls = [], frames = [], roots = [document], views = [];
    const reaches = new Map(), modals = new Map();
    let size = 0, weight = 0, full = false, shown = 'none';

    const names = [];
    const scrub = (text) => {
      const clean = text.includes('@') ? (exact ? text.replace(exact, '…') : text).replace(ADDRESS, '…') : text;
      // A text that is nothing but the words beside an address may be the page's own title.
      return names.reduce((kept, name) => (name.isSure || kept.trim().toLowerCase() !== name.text ? kept.replace(name.pattern, '…') : kept), clean);
    };
    // Who is signed in is named in elements made for that, or beside the address in a banner; greetings in other places repeat it.
    const learn = (text, isSure) => {
      const name = text.replace(ADDRESS, ' ').replace(/\s+/g, ' ').trim();
      if (names.length < 20 && !name.includes('@') && name.length <= 60 && name.split(' ').length <= 4 && (name.match(/\p{L}/gu) ?? []).length >= 3) {
        names.push({ text: name.toLowerCase(), isSure, pattern: new RegExp(`(?<!\\p{L})${name.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&')}(?!\\p{L})`, 'giu') });
      }
    };
    const wordsOf = (element) => {
      const words = [], walker = document.createTreeWalker(element, 4);
      while (walker.nextNode()) words.push(walker.currentNode.data);
      return tidy(words.join(' '));
    };
    for (const element of document.querySelectorAll(NAMES)) learn(wordsOf(element), true);
    for (const banner of document.querySelectorAll('header, [role="banner"]')) {
      const walker = document.createTreeWalker(banner, 4);
      let looks = 0;
      while (looks < 20 && walker.nextNode()) {
        const words = tidy(walker.currentNode.data);
        if (words.search(ADDRESS) < 0) continue;
        looks++;
        let place = walker.currentNode, around = words;
        while (place !== banner && !/\p{L}/u.test(around.replace(ADDRESS, ''))) {
          place = place.parentNode;
          around = wordsOf(place);
        }
        learn(around, false);
      }
    }
    // Tells whether an element shows an address in pieces, each of which looks like none.
    const splits = (element) => {
      const whole = element.textContent;
      if (whole.length > 500 || !/[@＠﹫]/.test(whole)) return false;
      let pieces = 0;
      const walker = element.ownerDocument.createTreeWalker(element, 4);
      while (walker.nextNode()) pieces += tidy(walker.currentNode.data).match(ADDRESS)?.length ?? 0;
      return (tidy(whole).match(ADDRESS)?.length ?? 0) > pieces;
    };
    const isAddress = (text) => EXACT_ADDRESS.test(tidy(text).trim());
    const note = (text) => {
      const name = tidy(text).trim().toLowerCase();
      if (!expected || !EXACT_ADDRESS.test(name)) return;
      if (name !== expected) shown = 'other';
      else if (shown === 'none') shown = 'expected';
    };

    const put = (text) => {
      if (full || size + text.length > LIMIT) {
        full = true;
        return false;
      }
      out.push(text);
      size += text.length;
      return true;
    };

    // The part of a document that scrolling can bring into view.
    const reachOf = (owner) => {
      let reach = reaches.get(owner);
      if (!reach) {
        const view = owner.defaultView, box = owner.scrollingElement ?? owner.documentElement;
        const width = Math.max(box.scrollWidth, view.innerWidth), height = Math.max(box.scrollHeight, view.innerHeight);
        const left = view.getComputedStyle(owner.documentElement).direction === 'rtl' ? view.innerWidth - width : 0;
        reach = { left: left - view.scrollX, right: left + width - view.scrollX, top: -view.scrollY, bottom: height - view.scrollY };
        reaches.set(owner, reach);
      }
      return reach;
    };
    const isOutside = (element, box) => {
      const reach = reachOf(element.ownerDocument);
      if (box.right > reach.left && box.left < reach.right && box.bottom > reach.top && box.top < reach.bottom) return false;
      for (let outer = element.parentElement; outer; outer = outer.parentElement) {
        if (outer.scrollTop || outer.scrollLeft) return outer === element.ownerDocument.scrollingElement;
      }
      return true;
    };

    // A modal dialog makes everything outside of it inert without an attribute that says so.
    const modalOf = (owner) => {
      if (!modals.has(owner)) modals.set(owner, Array.from(owner.querySelectorAll('dialog:modal')).pop() ?? null);
      return modals.get(owner);
    };
    const isBehindModal = (element) => {
      const modal = modalOf(element.ownerDocument);
      if (!modal) return false;
      for (let node = element; node; node = node.parentNode ?? node.host) if (node === modal) return false;
      return true;
    };
    // Something else lies over the control: a veil, a banner, a dialog's backdrop. Parts of its own surroundings, such as a floating label, do not count.
    const isCovered = (element, box) => {
      const view = element.ownerDocument.defaultView, x = (box.left + box.right) / 2, y = (box.top + box.bottom) / 2;
      if (x < 0 || y < 0 || x >= view.innerWidth || y >= view.innerHeight) return false;
      const hit = element.getRootNode().elementFromPoint?.(x, y);
      if (!hit || hit === element || element.contains(hit) || hit.contains(element)) return false;
      const around = element.parentElement?.parentElement ?? element.parentElement;
      return !around?.contains(hit) && hit.control !== element;
    };

    const labelOf = (element) => {
      const ids = element.getAttribute('aria-labelledby');
      const labels = ids ? ids.split(/\s+/).map(id => element.getRootNode().getElementById?.(id)) : Array.from(element.labels ?? []);
      return labels.filter(label => label && !NAMES_SOMEBODY.test(label.id) && !label.querySelector('#displayName')).map(label => label.textContent).join(' ');
    };

    // Takes the file's name without the build's hash: on the sign-in pages it is what tells the choices apart in any language.
    const pictureOf = (element) => /([A-Za-z][\w-]{2,60}?)(?:[._-][0-9a-f]{16,})?\.(?:svg|png|gif)(?:[?#]|$)/.exec(element.getAttribute('src') ?? '')?.[1];

    const attributesOf = (element, tag) => {
      const found = [];
      const add = (name, value) => {
        const text = scrub(tidy(value)).trim();
        if (text && !text.includes('@')) found.push(` ${name}="${escapeValue(text.slice(0, 200))}"`);
      };
      for (const name of ATTRIBUTES) {
        const value = element.getAttribute(name);
        if (!value) continue;
        if (name === 'data-test-id' && isAddress(value)) {
          found.push(` data-account="${tidy(value).trim().toLowerCase() === expected ? 'expected' : 'other'}"`);
        } else {
          add(name, value);
        }
      }
      const value = element.getAttribute('data-value');
      if (value && /^[A-Za-z]{3,40}$/.test(value)) add('data-value', value);
      if (tag === 'input' || tag === 'button') add('type', element.type);
      if (tag === 'input' && (element.type === 'submit' || element.type === 'button' || element.type === 'reset')) add('data-text', element.value);
      if (tag === 'input' && (element.type === 'checkbox' || element.type === 'radio') && element.checked) found.push(' checked');
      if (tag === 'img') {
        add('alt', element.getAttribute('alt') ?? '');
        add('data-icon', pictureOf(element) ?? '');
      }
      const classes = Array.from(element.classList).filter(name => CLASSES.has(name));
      if (classes.length) found.push(` class="${classes.join(' ')}"`);
      return found;
    };

    const writeText = (node, at) => {
      const text = tidy(node.data);
      if (at.mute) return;
      if (text !== ' ') weight++;
      const clean = scrub(text);
      put(clean.includes('@') ? '…' : escapeText(clean));
    };

    const visitAll = (nodes, at) => {
      for (const node of nodes) visit(node, at);
    };

    const visitFrame = (frame, at) => {
      let inner = null, source = null;
      try {
        inner = frame.contentDocument;
        source = frame.getAttribute('src') ? new URL(frame.src) : null;
      } catch {
        // A frame that may not be looked into, or whose address is none: it has neither.
      }
      // Before its own document arrives, a foreign frame holds an empty one that could be looked into.
      const isComing = inner?.URL === 'about:blank' && source !== null && source.protocol !== 'about:' && source.origin !== location.origin;
      if (inner?.documentElement && inner.defaultView && !isComing) {
        roots.push(inner);
        visit(inner.documentElement, at);
      } else if (!at.unseen) {
        frames.push(source?.host || 'unknown');
      }
    };

    const visit = (node, outer) => {
      if (full) return;
      if (node.nodeType === 3) {
        if (outer.text) writeText(node, outer);
        return;
      }
      if (node.nodeType !== 1) return;
      if (outer.depth > DEEPEST) {
        full = true;
        return;
      }
      const tag = node.localName;
      if (SKIPPED.has(tag) || (tag === 'input' && node.type === 'hidden')) return;

      const style = node.ownerDocument.defaultView.getComputedStyle(node);
      const boxless = style.display === 'contents';
      if (style.display === 'none' || (!boxless && !node.checkVisibility())) return;
      const box = boxless ? null : node.getBoundingClientRect();
      // A picture that has not arrived has no size yet; the page must not look different when it does.
      const isTiny = box !== null && (box.width <= 1 || box.height <= 1) && !(tag === 'img' && !node.naturalWidth);
      const isClipped = isTiny && (style.overflowX !== 'visible' || style.overflowY !== 'visible');
      const unseen = outer.unseen || style.opacity === '0' || isClipped;
      const isVisible = !unseen && style.visibility === 'visible' && !isTiny && !(box && isOutside(node, box));

      const isField = tag === 'input' || tag === 'select' || tag === 'textarea';
      const role = node.getAttribute('role');
      const isControl = isField || tag === 'button' || tag === 'summary' || (tag === 'a' && node.hasAttribute('href')) || (role !== null && CONTROL_ROLES.test(role)) || node.tabIndex >= 0 && node.hasAttribute('tabindex');
      const isTwin = isField && !isVisible && style.visibility === 'visible';
      const isNumbered = isControl && isVisible;
      const inert = outer.inert || node.inert === true;

      let ownText = false;
      for (const child of node.childNodes) {
        if (child.nodeType === 3 && /\S/.test(child.data)) {
          ownText = true;
        }
      }
      const isSplit = !outer.mute && splits(node) && !Array.from(node.children).some(splits);

      const somebody = NAMES_SOMEBODY.test(node.id);
      // A banner that shows an address says whose it is beside it.
      const words = tag === 'header' || role === 'banner' ? tidy(node.textContent) : '';
      const introduces = words.includes('@') && scrub(words) !== words;
      const tile = isAddress(node.getAttribute('data-test-id') ?? '');
      if (somebody && isVisible) note(node.textContent);

      const attributes = isVisible || isTwin ? attributesOf(node, tag) : [];
      const isNamed = attributes.some(text => /^ (id|data-[a-z-]+|aria-label|role)=/.test(text)) && role !== 'presentation' && role !== 'none';
      const isKept = isNumbered || isTwin || (isVisible && (KEPT.has(tag) || isNamed || ownText));
      const before = { length: out.length, size, weight };
      const at = {
        unseen, inert,
        text: ownText && (isVisible || boxless) && (!unseen),
        mute: outer.mute || isSplit || tile || somebody || introduces,
        inside: outer.inside,
        depth: outer.depth + 1,
      };

      let name = '';
      if (isKept) {
        const isHeading = /^h[1-6]$/.test(tag);
        const family = isHeading ? 'heading' : tag;
        const isSafe = KEPT.has(tag) && tag !== 'li' && tag !== 'tr' && !outer.inside.includes(family);
        name = isSafe ? tag : INLINE.has(tag) || tag === 'svg' ? 'span' : 'div';
        let open = `<${name}`;
        if (isNumbered) open += ` data-n="${controls.length + 1}"`;
        if (isTwin) open += ' data-twin';
        if (isControl && (inert || node.matches(':disabled') || node.getAttribute('aria-disabled') === 'true' || (isNumbered && (isBehindModal(node) || (box && isCovered(node, box)))))) open += ' disabled';
        if (name !== tag && !role && ROLES[tag]) open += ` role="${ROLES[tag]}"`;
        for (const text of attributes) {
          // What names the signed-in person goes without its words.
          if (!((somebody || tile) && /^ (aria-label|title|alt)=/.test(text))) open += text;
        }
        if (isControl || role === 'dialog' || tag === 'dialog') {
          const label = scrub(tidy(labelOf(node))).trim();
          if (label && !label.includes('@')) open += ` data-label="${escapeValue(label.slice(0, 200))}"`;
        }
        if (!put(open + '>')) return;
        size += name.length + 3;
        if (isSafe && (family === 'heading' || tag === 'a' || tag === 'button' || tag === 'form')) at.inside = [...outer.inside, family];
        if (isNumbered) {
          weight++;
          const form = node.form ?? null;
          // What is not in the HTML but must not change either between a look and an act.
          const sign = [tag, node.type, node.readOnly, node.getAttribute('href'), node.getAttribute('formaction'), form?.getAttribute('action'), form?.getAttribute('method'), form?.getAttribute('target')].join('\n');
          controls.push({ element: node, parent: node.parentNode, form, sign, isOpen: !open.includes(' disabled') });
        } else if (tag === 'img') {
          weight++;
        }
        const view = node.getAttribute('data-viewid');
        if (view && isVisible) views.push(view);
      }

      if (isSplit && !unseen) {
        weight++;
        put('…');
      }
      if (tag === 'select' && isVisible) {
        for (const option of node.options) put(`<option>${escapeText(scrub(tidy(option.text)))}</option>`);
      } else if (tag === 'iframe' || tag === 'frame') {
        visitFrame(node, { ...at, unseen: unseen || !isVisible, text: false });
      } else if (somebody || isField || tag === 'img' || tag === 'svg') {
        // Nothing of what is inside goes out.
      } else if (node.shadowRoot) {
        roots.push(node.shadowRoot);
        visitAll(node.shadowRoot.childNodes, { ...at, text: !unseen && Array.from(node.shadowRoot.childNodes).some(child => child.nodeType === 3 && /\S/.test(child.data)) });
      } else if (tag === 'slot') {
        const assigned = node.assignedNodes({ flatten: true });
        visitAll(assigned, { ...at, text: !unseen && assigned.some(child => child.nodeType === 3 && /\S/.test(child.data)) });
      } else {
        visitAll(node.childNodes, at);
      }

      if (!isKept) return;
      if (name !== 'input' && name !== 'img') out.push(`</${name}>`);
      const isEmpty = weight === before.weight && !isTwin;
      if (isEmpty && isTiny) {
        out.length = before.length;
        size = before.size;
      }
    };

    visit(document.documentElement, { unseen: false, inert: false, text: false, mute: false, inside: [], depth: 0 });

    const facts = {};
    const addFact = (name, value) => {
      if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return;
      const text = String(value);
      if (text && text.length <= 64 && /^[\w .:-]*$/.test(text)) facts[name] = text;
    };
    for (const name of META_FACTS) addFact(name, document.querySelector(`meta[name="${name}"]`)?.content);
    const config = window.$Config ?? window.ServerData;
    if (config && typeof config === 'object') {
      for (const name of CONFIG_FACTS) addFact(name, config[name]);
      for (const name of CONFIG_PRESENCE) if (config[name]) facts[name] = 'set';
    }
    if (!facts.pgid && facts.PageID) facts.pgid = facts.PageID;
    addFact('viewid', views[0]);
    if (full) facts.truncated = 'true';

    const path = !/^https?:$/.test(location.protocol) ? '' : location.pathname.split('/').map(part =>
      /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(part) || part.length > 32 || /@|%40/i.test(part) || (part.length >= 16 && /\d/.test(part) && !/[.]/.test(part)) ? '{id}' : part).join('/');
    const keys = location.hash.slice(1).split('&').map(pair => pair.split('=')[0]);
    const fragment = FRAGMENT_KEYS.filter(key => keys.includes(key));
    const declared = document.documentElement?.lang || facts.LocLC || '';
    const language = /^[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*$/.test(declared) ? declared : null;
    const direction = document.documentElement ? getComputedStyle(document.body ?? document.documentElement).direction : 'ltr';
    const html = out.join('');
    const origin = location.origin;
    const fingerprint = hash(JSON.stringify([origin, path, fragment, language, direction, facts, html, frames, shown]));
    const page = { id: '', document: state.id, origin, path, fragment, language, direction, facts, html, frames, account: shown, building: weight === 0, fingerprint };
    return { page, controls, roots, account };
  };

  const isHost = (action) => isAt(action.hosts);

  const mayAct = (actions, known) => {
    if (!known || known.origin !== location.origin || actions.some(action => action.snapshot !== known.page.id)) return false;
    if (actions.length === 1 && actions[0].kind === 'language') return isHost(actions[0]) && /\/authorize$/.test(location.pathname) && /[?]/.test(location.href) && !/[?&]mkt=/i.test(location.search);
    const now = capture(known.account);
    return now.page.fingerprint === known.page.fingerprint && actions.every(action => {
      const was = known.controls[action.control - 1], is = now.controls[action.control - 1];
      if (!was || !is || was.element !== is.element || was.parent !== is.parent || was.form !== is.form || was.sign !== is.sign || !is.isOpen) return false;
      if (action.kind === 'click') return true;
      return action.kind === 'fill' && (!action.hosts || isHost(action)) && TEXT_TYPES.has(is.element.type) && !is.element.readOnly;
    });
  };

  const act = (actions, known) => {
    for (const action of actions) {
      if (action.kind === 'language') {
        location.replace(`${location.href.split('#')[0]}&mkt=${encodeURIComponent(action.language)}`);
        return;
      }
      const element = known.controls[action.control - 1].element;
      const view = element.ownerDocument.defaultView;
      // What an earlier action of this call took away is left alone.
      if (!element.isConnected || !view) return;
      view.HTMLElement.prototype.focus.call(element, { preventScroll: true });
      if (action.kind === 'click') {
        view.HTMLElement.prototype.click.call(element);
      } else {
        // The prototype's setter: frameworks that watch a field put their own on the element.
        const prototype = element.localName === 'textarea' ? view.HTMLTextAreaElement.prototype : view.HTMLInputElement.prototype;
        Object.getOwnPropertyDescriptor(prototype, 'value').set.call(element, given[action.text]);
        element.dispatchEvent(new view.Event('input', { bubbles: true, composed: true }));
        element.dispatchEvent(new view.Event('change', { bubbles: true }));
      }
    }
  };

  return new Promise((resolve, reject) => {
    const known = state.snapshot;
    const guard = new AbortController();
    const watched = new Set();
    let patience = 0, settling = 0, lastStir = 0, burst = 0, lastSeen = null, isLeaving = false, acted = false;

    const end = () => {
      guard.abort();
      observer.disconnect();
      clearTimeout(patience);
      clearTimeout(settling);
      state.stop = null;
    };
    // The page's own words may be in an error, and what was typed in them.
    const guarded = (work) => (...given) => {
      try {
        work(...given);
      } catch {
        end();
        reject(new Error('The page could not be worked on.'));
      }
    };

    const stir = () => {
      lastStir = performance.now();
      burst ||= lastStir;
      if (settling && lastStir - burst > RESTLESS) return;
      clearTimeout(settling);
      settling = setTimeout(look, QUIET);
    };
    const observer = new MutationObserver(stir);

    const watch = (root) => {
      if (watched.has(root)) return;
      watched.add(root);
      const heard = { capture: true, passive: true, signal: guard.signal };
      observer.observe(root, { subtree: true, childList: true, attributes: true, characterData: true });
      for (const name of EVENTS) root.addEventListener(name, stir, heard);
    };

    const since = request.since ?? known?.page.fingerprint ?? null;
    const answer = (seen) => {
      end();
      seen.page.id = `${state.id}.${++state.count}`;
      state.snapshot = { page: seen.page, controls: seen.controls, account: seen.account, origin: location.origin };
      const basis = request.since ?? (request.actions.length ? since : null);
      resolve(JSON.stringify({ acted, changed: basis === null || seen.page.fingerprint !== basis, page: seen.page }));
    };

    const look = guarded(() => {
      settling = 0;
      const now = performance.now();
      const isQuiet = now - lastStir >= QUIET - 5;
      if (isQuiet) burst = 0;
      if (document.readyState === 'loading' || isLeaving) return;
      const seen = capture(request.account);
      seen.roots.forEach(watch);
      // A page that refused to be acted on is told as soon as it rests, also when it looks the same.
      const awaited = request.actions.length ? (acted ? since : null) : request.since ?? null;
      if (seen.page.building || seen.page.fingerprint === awaited) return;
      if (isQuiet || seen.page.fingerprint === lastSeen) {
        answer(seen);
      } else {
        lastSeen = seen.page.fingerprint;
        settling = setTimeout(look, RESTLESS);
      }
    });

    state.stop = () => {
      end();
      reject(new Error('Another call took over.'));
    };
    guarded(() => {
      watch(document);
      for (const name of ['hashchange', 'popstate', 'resize', 'pageshow']) addEventListener(name, stir, { passive: true, signal: guard.signal });
      window.navigation?.addEventListener('currententrychange', stir, { signal: guard.signal });
      // Once the page is being left, what it shows meanwhile is not worth an answer: the document goes, or patience ends.
      addEventListener('beforeunload', () => { isLeaving = true; }, { signal: guard.signal });
      patience = setTimeout(guarded(() => answer(capture(request.account))), request.patience);
      stir();
      if (request.actions.length && mayAct(request.actions, known)) {
        acted = true;
        act(request.actions, known);
      }
    })();
  });
}
