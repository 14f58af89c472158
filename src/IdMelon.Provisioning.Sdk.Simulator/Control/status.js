// Shows the tenant live. Whatever comes from the simulator is put into text nodes only: names cannot become markup.
'use strict';

(() => {
  const root = '/_simulator';
  const mostEvents = 200;
  const mostUsers = 500;
  const keptAs = 'simulator-control-token';
  const place = id => document.getElementById(id);

  let token = takeToken();
  let run = 0;
  let newest = 0;
  let events = [];
  let users = [];
  let clockOffset = 0;
  const rows = new Map();

  place('ask').addEventListener('submit', submitted => {
    submitted.preventDefault();
    start(place('token').value.trim());
    place('token').value = '';
  });
  place('find').addEventListener('input', showUsers);
  place('whose').addEventListener('change', showEvents);
  addEventListener('hashchange', () => {
    const given = takeToken();
    if (given) start(given);
  });
  setInterval(() => document.querySelectorAll('[data-expires]').forEach(showExpiry), 1000);
  if (token) start(token); else ask('Paste the token to begin.');

  /** The token comes in the fragment, which browsers never send; it is taken out of the address at once. */
  function takeToken() {
    const given = new URLSearchParams(location.hash.slice(1)).get('token');
    if (given) {
      history.replaceState(null, '', location.pathname);
      sessionStorage.setItem(keptAs, given);
    }
    return given ?? sessionStorage.getItem(keptAs);
  }

  function ask(why) {
    sessionStorage.removeItem(keptAs);
    say(why, 'off');
    place('content').hidden = true;
    place('ask').hidden = false;
    place('token').focus();
  }

  function say(text, state) {
    const live = place('live');
    if (live.textContent !== text) live.textContent = text;
    live.dataset.state = state;
  }

  async function get(path, signal) {
    const response = await fetch(root + path, { headers: { Authorization: `Bearer ${token}` }, credentials: 'omit', cache: 'no-store', signal });
    if (response.status === 401) throw Object.assign(new Error('refused'), { isRefused: true });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response.json();
  }

  /** Follows the events: every answer is followed by the next question; without news an answer comes after 25 seconds. */
  async function start(given) {
    const mine = ++run;
    token = given;
    newest = 0;
    events = [];
    for (let failures = 0; mine === run;) {
      try {
        await refresh();
        if (mine !== run) return;
        sessionStorage.setItem(keptAs, token);
        place('ask').hidden = true;
        place('content').hidden = false;
        say('Live', 'on');
        failures = 0;
        const answer = await get(`/events?after=${newest}&wait=25`);
        if (mine !== run) return;
        add(answer);
      } catch (error) {
        if (mine !== run) return;
        if (error.isRefused) return ask('The simulator refused the token; it is new at every start.');
        say('The simulator does not answer. Trying again …', 'off');
        await new Promise(done => setTimeout(done, Math.min(1000 * 2 ** failures++, 15000)));
      }
    }
  }

  async function refresh() {
    const [tenant, directory, weather, pages] = await Promise.all([get(''), get('/users'), get('/weather'), get('/pages')]);
    if (newest === 0) {
      add(await get(`/events?after=${Math.max(0, tenant.newestEvent - mostEvents)}`));
    }
    clockOffset = Date.parse(tenant.time) - Date.now();
    users = directory.users;
    document.title = `${tenant.tenant.displayName} · Simulator status`;
    place('tenant').textContent = tenant.tenant.displayName;
    place('names').replaceChildren(element('span', '', tenant.tenant.name), element('span', '', tenant.tenant.id), element('span', '', `cloud: ${tenant.cloud}`), element('span', '', `seed: ${tenant.seed}`));
    place('counts').replaceChildren(
      count(tenant.counts.users, 'users'), count(tenant.counts.passkeys, 'passkeys'), count(tenant.counts.openAccessPasses, 'open access passes'), count(tenant.newestEvent, 'events'));
    showWeather(weather, pages);
    showUsers();
    showChoices();
  }

  function add(answer) {
    newest = Math.max(newest, answer.newest);
    events = [...events, ...answer.events].slice(-mostEvents);
    showEvents();
  }

  function element(name, className, ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  function cell(label, ...children) {
    const made = element('td', '', ...children);
    made.setAttribute('role', 'cell');
    made.dataset.label = label;
    return made;
  }

  function count(value, label) {
    return element('li', '', element('strong', '', String(value)), ' ', label);
  }

  /** What is not calm: switches that are on, spans that are not zero, lists that are not empty. */
  function showWeather(...sources) {
    const usual = { era: 'passkey', securityInfoSession: 'PT1H', excludedCredentialIds: 'urlToken' };
    const found = sources.flatMap(source => Object.entries(source)).filter(([name, value]) =>
      value !== null && value !== false && value !== 0 && value !== 'PT0S' && value !== usual[name] && !(Array.isArray(value) && value.length === 0));
    place('weather').replaceChildren(...(found.length === 0 ? [element('li', 'calm', 'Calm')] : found.map(([name, value]) =>
      element('li', '', element('b', '', words(name)), value === true ? '' : `: ${plain(value)}`))));
  }

  function plain(value) {
    if (Array.isArray(value)) return value.map(plain).join(', ');
    if (typeof value === 'object' && value !== null) return Object.entries(value).filter(([, part]) => part !== 0).map(([name, part]) => `${words(name)} ${plain(part)}`).join(', ');
    return String(value);
  }

  function words(name) {
    return name.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);
  }

  function showUsers() {
    const wanted = place('find').value.trim().toLowerCase();
    const matching = users.filter(user => !wanted || `${user.displayName} ${user.userPrincipalName}`.toLowerCase().includes(wanted));
    const shown = matching.slice(0, mostUsers);
    const focused = document.activeElement?.closest('tr')?.dataset.id;
    const wantedRows = shown.map(user => {
      const text = JSON.stringify(user);
      const known = rows.get(user.id);
      if (known?.text === text) return known.row;
      const row = userRow(user);
      rows.set(user.id, { text, row });
      return row;
    });
    const ids = new Set(users.map(user => user.id));
    for (const id of rows.keys()) if (!ids.has(id)) rows.delete(id);
    const body = place('users');
    if (wantedRows.length !== body.children.length || wantedRows.some((row, index) => body.children[index] !== row)) {
      body.replaceChildren(...wantedRows);
      if (focused) rows.get(focused)?.row.querySelector('button')?.focus();
    }
    place('users-more').textContent = matching.length === 0 ? 'Nobody.' : matching.length > shown.length ? `${matching.length - shown.length} more; narrow the search down.` : '';
  }

  function userRow(user) {
    const pick = element('button', 'pick', user.displayName);
    pick.type = 'button';
    pick.title = 'Show only this user’s events';
    pick.addEventListener('click', () => {
      place('whose').value = user.userPrincipalName;
      showEvents();
      place('events-title').scrollIntoView({ block: 'start' });
    });
    const row = element('tr', '');
    row.setAttribute('role', 'row');
    row.dataset.id = user.id;
    row.append(
      cell('User', element('div', '', pick), element('small', '', user.userPrincipalName)),
      cell('State', ...stateOf(user).map(([text, kind]) => element('span', `chip ${kind}`, text))),
      cell('Access pass', ...passOf(user.accessPass)),
      cell('Passkeys', ...(user.passkeys.length === 0 ? [element('span', 'none', '–')] : [element('ul', 'keys', ...user.passkeys.map(passkey =>
        element('li', '', element('span', '', passkey.displayName), element('small', '', `${passkey.model ?? 'unknown model'} · ${when(passkey.created)}`))))])));
    return row;
  }

  function stateOf(user) {
    const notes = [];
    notes.push(user.isEnabled ? ['enabled', 'good'] : ['disabled', 'bad']);
    if (user.isGuest) notes.push(['guest', '']);
    if (user.isPrivileged) notes.push(['privileged', '']);
    if (user.isFederated) notes.push(['federated', '']);
    if (!user.mayHaveAccessPass) notes.push(['no access pass', 'bad']);
    if (!user.mayHavePasskey) notes.push(['no passkey', 'bad']);
    if (user.startsWithPassword) notes.push(['password first', '']);
    if (user.needsFreshSignInForSecurityInfo) notes.push(['fresh sign-in', '']);
    for (const interrupt of user.interrupts) notes.push([words(interrupt), 'warn']);
    for (const role of user.roles) notes.push([role, '']);
    return notes;
  }

  function passOf(pass) {
    if (pass === null) return [element('span', 'none', '–')];
    const expiry = element('small', '');
    expiry.dataset.expires = pass.expires;
    showExpiry(expiry);
    const id = element('code', '', `${pass.id.slice(0, 8)}…`);
    id.title = pass.id;
    return [
      element('div', '', id, ' ', element('span', `chip ${pass.isUsable ? 'good' : 'bad'}`, pass.isUsable ? 'usable' : words(pass.usability))),
      element('small', '', pass.isUsableOnce ? 'once, ' : 'many times, '), expiry];
  }

  function showExpiry(expiry) {
    const seconds = Math.round((Date.parse(expiry.dataset.expires) - Date.now() - clockOffset) / 1000);
    expiry.textContent = seconds <= 0 ? 'expired'
      : seconds < 120 ? `expires in ${seconds} s`
      : seconds < 7200 ? `expires in ${Math.round(seconds / 60)} min`
      : seconds < 172800 ? `expires in ${Math.round(seconds / 3600)} h`
      : `expires in ${Math.round(seconds / 86400)} days`;
  }

  function when(time) {
    return new Date(time).toISOString().slice(0, 16).replace('T', ' ');
  }

  /** Users who were removed stay in the choice as long as there are events about them. */
  function showChoices() {
    const choice = place('whose');
    const names = [...new Set([...users.map(user => user.userPrincipalName), ...events.map(entry => entry.user).filter(Boolean)])];
    const present = [...choice.options].slice(1).map(option => option.value);
    if (names.length === present.length && names.every((name, index) => name === present[index])) return;
    const chosen = choice.value;
    choice.replaceChildren(choice.options[0], ...names.map(name => {
      const option = element('option', '', name);
      option.value = name;
      return option;
    }));
    choice.value = names.includes(chosen) ? chosen : '';
  }

  function showEvents() {
    const whose = place('whose').value;
    place('events').replaceChildren(...events.filter(entry => !whose || entry.user === whose).reverse().map(entry => {
      const row = element('tr', '');
      row.setAttribute('role', 'row');
      row.append(
        cell('Time', element('time', '', entry.time.slice(11, 19))),
        cell('Kind', element('code', entry.kind.split('.')[0].replace(/[^a-z-]/g, ''), entry.kind)),
        cell('User', entry.user ?? '–'),
        cell('What happened', entry.text));
      return row;
    }));
  }
})();
