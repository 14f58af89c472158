namespace IdMelon.Provisioning.Playwright.Tests.SideBySide;

/// <summary>How a call ends other than by its answer, what else is pending, and proofs.</summary>
internal static class CourseRows
{
    private const string Signal = "const c = new AbortController();";

    public static IEnumerable<CeremonyRow> All =>
    [
        new("abort: before", $"{Signal} c.abort(); report(() => create({{}}, {{ signal: c.signal }}))"),
        new("abort: before, with a reason", $"{Signal} c.abort('enough'); report(() => create({{}}, {{ signal: c.signal }}))"),
        new("abort: before, with broken options", $"{Signal} c.abort(); report(() => create({{ rp: {{}} }}, {{ signal: c.signal }}))"),
        new("abort: before, with a foreign rp id", $"{Signal} c.abort(); report(() => create({{ rp: {{ id: 'nobody.test', name: 'x' }} }}, {{ signal: c.signal }}))"),
        new("abort: while it waits", $"{Signal} report(() => {{ ask('pending').then(() => c.abort()); return create({{}}, {{ signal: c.signal }}); }})") { Waits = true },
        new("abort: while it waits, with a reason", $"{Signal} report(() => {{ ask('pending').then(() => c.abort(new RangeError('enough'))); return create({{}}, {{ signal: c.signal }}); }})") { Waits = true },
        new("abort: while it waits, get", $"{Signal} report(() => {{ ask('pending').then(() => c.abort()); return get({{}}, {{ signal: c.signal }}); }})") { Waits = true },
        new("abort: afterwards", $"{Signal} report(() => create({{}}, {{ signal: c.signal }}).then((made) => {{ c.abort(); return made; }}))"),
        new("abort: and again", $"{Signal} report(async () => {{ ask('pending').then(() => c.abort()); await create({{}}, {{ signal: c.signal }}).catch(() => {{}}); await ask('touch'); return create(); }})") { Waits = true },
        new("abort: a signal that is none", "report(() => create({}, { signal: {} }))"),
        new("abort: a signal of null", "report(() => create({}, { signal: null }))"),
        new("time-out: half a second", "report(() => { const made = create({ timeout: 500 }); ask('pending').then(() => ask('time')); return made; })") { Waits = true },
        new("pending: a second create", "report(async () => { create().catch(() => {}); await ask('pending'); return create(); })") { Waits = true },
        new("pending: a get during a create", "report(async () => { create().catch(() => {}); await ask('pending'); return get(); })") { Waits = true },
        new("pending: a create during a get", "report(async () => { get().catch(() => {}); await ask('pending'); return create(); })") { Waits = true },
        new("pending: two at once", "report(() => Promise.race([create(), create()]))") { Waits = true },
        new("pending: broken options during a create", "report(async () => { create().catch(() => {}); await ask('pending'); return create({ rp: {} }); })") { Waits = true },
        new("pending: a foreign rp id during a create", "report(async () => { create().catch(() => {}); await ask('pending'); return create({ rp: { id: 'nobody.test', name: 'x' } }); })") { Waits = true },
        new("pending: a create in a frame during one", "create().catch(() => {}); ask('pending').then(() => document.body.append(Object.assign(document.createElement('iframe'), { src: '{second}' })))") { Waits = true, Second = "report(create)" },
        new("pending: after it was answered", "report(() => create().then(() => create()))"),
        new("pending: the page goes on during a create", "create().catch(() => {}); ask('pending').then(() => { location.href = '{second}'; })") { Waits = true, Second = "ask('touch').then(() => report(create))" },
        new("pending: a frame with a create goes away", "report(async () => { const frame = document.querySelector('iframe'); await new Promise((r) => addEventListener('message', r)); frame.remove(); await ask('touch'); return create(); })") { Waits = true, Html = "<iframe src=\"{second}\"></iframe>", Second = "create().catch(() => {}); ask('pending').then(() => parent.postMessage('', '*'))" },
        new("get: nothing there", "report(get)"),
        new("get: what was made", "report(() => create().then(() => get()))"),
        new("get: what was made, by its id", "report(() => create().then((c) => get({ allowCredentials: [{ type: 'public-key', id: c.rawId }] })).then((c) => describe(c)))"),
        new("get: the user handle", "report(() => create().then(() => get()).then((c) => [...new Uint8Array(c.response.userHandle)].join()))"),
        new("get: another id", "report(() => create().then(() => get({ allowCredentials: [{ type: 'public-key', id: bytes(1) }] })))"),
        new("get: an unknown type", "report(() => create().then((c) => get({ allowCredentials: [{ type: 'other', id: c.rawId }] })))") { Reason = "A list of nothing but unknown types does not turn into one that allows every credential." },
        new("get: 65 allowed credentials", "report(() => get({ allowCredentials: Array.from({ length: 65 }, (_, i) => ({ type: 'public-key', id: bytes(i, 1) })) }))"),
        new("get: a foreign rp id", "report(() => get({ rpId: 'nobody.test' }))"),
        new("get: what is registrable of the host", "report(() => create({ rp: { id: 'contoso.test', name: 'x' } }).then(() => get({ rpId: 'contoso.test' })))"),
        new("get: a key of another rp id", "report(() => create({ rp: { id: 'contoso.test', name: 'x' } }).then(() => get()))"),
        new("get: no challenge", "report(() => navigator.credentials.get({ publicKey: {} }))"),
        new("get: nothing at all", "report(() => navigator.credentials.get())"),
        new("get: extension credProps", "report(() => get({ extensions: { credProps: true } }))"),
        new("get: extension prf", "report(() => create({ extensions: { prf: {} } }).then(() => get({ extensions: { prf: { eval: { first: bytes(1), second: bytes(2) } } } })).then((c) => shapeOf(c.getClientExtensionResults())))"),
        new("get: extension prf by credential", "report(() => create({ extensions: { prf: {} } }).then((c) => get({ allowCredentials: [{ type: 'public-key', id: c.rawId }], extensions: { prf: { evalByCredential: { [c.id]: { first: bytes(1) } } } } })).then((c) => shapeOf(c.getClientExtensionResults())))"),
        new("get: extension prf by credential, none allowed", "report(() => get({ extensions: { prf: { evalByCredential: { AQ: { first: bytes(1) } } } } }))"),
        new("get: extension prf by credential, another allowed", "report(() => get({ allowCredentials: [{ type: 'public-key', id: bytes(1) }], extensions: { prf: { evalByCredential: { Ag: { first: bytes(1) } } } } }))"),
        new("get: extension appid that is no address", "report(() => get({ extensions: { appid: 'no address' } }))"),
        new("get: extension largeBlob with support", "report(() => get({ extensions: { largeBlob: { support: 'required' } } }))"),
        new("get: a person who says no", "report(() => create({ authenticatorSelection: {} }).then(() => get()))") { Refuses = true },
        new("get: silent mediation", "report(() => get({}, { mediation: 'silent' }))"),
        new("get: conditional mediation, called off", $"{Signal} report(() => {{ const waiting = get({{}}, {{ mediation: 'conditional', signal: c.signal }}); c.abort(); return waiting; }})"),
        new("get: password", "report(() => navigator.credentials.get({ password: true, mediation: 'silent' }))"),
        new("get: no member of any type", "report(() => navigator.credentials.get({}))"),
    ];
}
