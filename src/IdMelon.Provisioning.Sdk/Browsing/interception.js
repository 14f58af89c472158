// Run at document start in every frame, before the page's own scripts. Hands navigator.credentials.create/get calls for passkeys to send(json)
// and dresses the answer up as the browser's own objects. Neither evaluates text nor touches the DOM, so strict CSP and Trusted Types let it be.
// Which call is well-formed, and which one a frame may make, the browser itself is asked, with probes that never reach an authenticator.
(send) => {
  'use strict';

  const container = globalThis.CredentialsContainer?.prototype;
  const PublicKey = globalThis.PublicKeyCredential;
  const MARK = Symbol.for('IdMelon.Provisioning.Interception');
  // Without a secure context there are no passkeys, in a document with an opaque origin neither: the browser says so itself.
  // A document that takes over the window of an empty one finds everything in place.
  if (!container || !PublicKey || globalThis.origin === 'null' || container.create[MARK]) return;

  // Kept from before the page could replace them.
  const { parse, stringify } = JSON;
  const { assign, create: derive, defineProperty, entries, fromEntries, getOwnPropertyDescriptor, getOwnPropertyNames, keys, setPrototypeOf } = Object;
  const { apply, get: read } = Reflect;
  const { isArray, from: listOf } = Array;
  const { isView } = ArrayBuffer;
  const uncurry = Function.prototype.call.bind(Function.prototype.bind, Function.prototype.call);
  const lengthOf = uncurry(getOwnPropertyDescriptor(ArrayBuffer.prototype, 'byteLength').get);
  const isAborted = uncurry(getOwnPropertyDescriptor(AbortSignal.prototype, 'aborted').get);
  const reasonOf = uncurry(getOwnPropertyDescriptor(AbortSignal.prototype, 'reason').get);
  const listen = uncurry(EventTarget.prototype.addEventListener);
  const unlisten = uncurry(EventTarget.prototype.removeEventListener);
  const Bytes = Uint8Array;
  const Refusal = DOMException;
  const { document } = globalThis;
  const randomId = crypto.randomUUID.bind(crypto);
  const [toBase64, fromBase64, charOf] = [btoa.bind(globalThis), atob.bind(globalThis), String.fromCharCode];

  const encode = (bytes) => {
    let text = '';
    for (let i = 0; i < bytes.length; i++) text += charOf(bytes[i]);
    return toBase64(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  };
  const decode = (text) => {
    const raw = fromBase64(text.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = new Bytes(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    return bytes.buffer;
  };

  // A proxy of a native function has its name, its length and a native look. The mark shows through it only to those who know it.
  const wrap = (native, answer) => new Proxy(native, {
    apply: (target, self, args) => answer(self, args, () => apply(target, self, args)),
    get: (target, name) => (name === MARK ? true : read(target, name)),
  });
  const replace = (owner, name, answer) => {
    const found = getOwnPropertyDescriptor(owner, name);
    const part = found?.get ? 'get' : 'value';
    if (typeof found?.[part] === 'function') defineProperty(owner, name, assign(found, { [part]: wrap(found[part], answer) }));
  };

  // Options are WebIDL dictionaries: each known member is read once, wherever it is inherited from, and turned into its type.
  // What cannot be turned is left as it is, for the browser to refuse.
  const isObject = (value) => (typeof value === 'object' && value !== null) || typeof value === 'function';
  const text = (value) => {
    const given = `${value}`;
    return given.toWellFormed?.() ?? given;
  };
  const truth = (value) => !!value;
  const long = (value) => value | 0;
  const unsignedLong = (value) => value >>> 0;
  const anything = (value) => value;
  const bytes = (value) => {
    const [buffer, offset, length] = isView(value) ? [value.buffer, value.byteOffset, value.byteLength] : [value, 0, undefined];
    try {
      // Throws for what is no buffer, or a shared one. A copy, so that nobody changes it under way.
      lengthOf(buffer);
      return buffer.resizable ? value : new Bytes(new Bytes(buffer, offset, length));
    } catch {
      return value;
    }
  };
  const dictionary = (members) => (value) => {
    if (!isObject(value)) return value;
    const copy = derive(null);
    for (const [name, convert] of members) {
      const member = value[name];
      if (member !== undefined) copy[name] = convert(member);
    }
    return copy;
  };
  const shape = (members) => dictionary(entries(members));
  const list = (convert) => (value) => (isObject(value) && typeof value[Symbol.iterator] === 'function' ? listOf(value, (item) => convert(item)) : value);
  const record = (convert) => (value) => (isObject(value) ? fromEntries(keys(value).map((key) => [key, convert(value[key])])) : value);

  const descriptors = list(shape({ id: bytes, transports: list(text), type: text }));
  const values = shape({ first: bytes, second: bytes });
  const extensions = shape({
    appid: text, appidExclude: text, credBlob: bytes, credProps: truth, credentialProtectionPolicy: text, enforceCredentialProtectionPolicy: truth, getCredBlob: truth,
    hmacCreateSecret: truth, hmacGetSecret: shape({ salt1: bytes, salt2: bytes }), largeBlob: shape({ read: truth, support: text, write: bytes }), minPinLength: truth,
    payment: anything, prf: shape({ eval: values, evalByCredential: record(values) }), remoteDesktopClientOverride: anything, uvm: truth,
  });
  const shapes = {
    create: shape({
      attestation: text, attestationFormats: list(text),
      authenticatorSelection: shape({ authenticatorAttachment: text, requireResidentKey: truth, residentKey: text, userVerification: text }),
      challenge: bytes, excludeCredentials: descriptors, extensions, hints: list(text), pubKeyCredParams: list(shape({ alg: long, type: text })),
      rp: shape({ id: text, name: text }), timeout: unsignedLong, user: shape({ displayName: text, id: bytes, name: text }),
    }),
    get: shape({ allowCredentials: descriptors, challenge: bytes, challengeUrl: text, extensions, hints: list(text), rpId: text, timeout: unsignedLong, userVerification: text }),
  };

  // Without prototypes, so that no toJSON of the page's libraries has a say.
  const portable = (value) => {
    if (isView(value)) return encode(value);
    if (isArray(value)) return setPrototypeOf(value.map(portable), null);
    if (!isObject(value)) return value;
    const copy = derive(null);
    for (const name of keys(value)) copy[name] = portable(value[name]);
    return copy;
  };

  // The objects made here, with what their members give. The browser's own members ask here first.
  const made = new WeakMap();
  const [has, find, keep] = [uncurry(made.has), uncurry(made.get), uncurry(made.set)];
  for (const type of ['Credential', 'PublicKeyCredential', 'AuthenticatorResponse', 'AuthenticatorAttestationResponse', 'AuthenticatorAssertionResponse']) {
    const prototype = globalThis[type].prototype;
    for (const name of getOwnPropertyNames(prototype)) {
      if (name !== 'constructor') replace(prototype, name, (self, args, browser) => (isObject(self) && has(made, self) ? find(made, self)[name]?.() ?? null : browser()));
    }
  }
  const present = (prototype, members) => {
    const object = derive(prototype);
    keep(made, object, setPrototypeOf(members, null));
    return object;
  };

  // The browser gives the members of its dictionaries in the order of their names.
  const sorted = (value) => {
    if (isArray(value)) return value.map(sorted);
    if (!isObject(value)) return value;
    const copy = {};
    for (const name of keys(value).sort()) if (value[name] !== null) copy[name] = sorted(value[name]);
    return copy;
  };
  const outputs = (json) => {
    const results = sorted(json);
    for (const holder of [results, results.prf?.results, results.largeBlob, results.hmacGetSecret]) {
      for (const name of ['first', 'second', 'blob', 'getCredBlob', 'output1', 'output2']) if (typeof holder?.[name] === 'string') holder[name] = decode(holder[name]);
    }
    return results;
  };
  const dress = (credential) => {
    const { id, authenticatorAttachment = null, response: answer } = credential;
    const buffer = (name) => {
      const value = typeof answer[name] === 'string' ? decode(answer[name]) : null;
      return () => value;
    };
    const isNew = typeof answer.attestationObject === 'string';
    const response = present((isNew ? AuthenticatorAttestationResponse : AuthenticatorAssertionResponse).prototype, isNew ? {
      clientDataJSON: buffer('clientDataJSON'), attestationObject: buffer('attestationObject'), getAuthenticatorData: buffer('authenticatorData'), getPublicKey: buffer('publicKey'),
      getPublicKeyAlgorithm: () => answer.publicKeyAlgorithm, getTransports: () => [...(answer.transports ?? [])],
    } : {
      clientDataJSON: buffer('clientDataJSON'), authenticatorData: buffer('authenticatorData'), signature: buffer('signature'), userHandle: buffer('userHandle'),
    });
    const rawId = decode(credential.rawId);
    return present(PublicKey.prototype, {
      id: () => id, type: () => 'public-key', rawId: () => rawId, response: () => response, authenticatorAttachment: () => authenticatorAttachment,
      getClientExtensionResults: () => outputs(credential.clientExtensionResults ?? {}), toJSON: () => sorted(credential),
    });
  };

  const refusal = ({ name = 'NotAllowedError', message = 'The operation either timed out or was not allowed.' } = {}) =>
    (name === 'TypeError' ? new TypeError(message) : new Refusal(message, name));
  const exchange = async (message) => {
    try {
      const { credential, native, error } = parse(await send(stringify(setPrototypeOf(message, null))));
      if (native === true) return { native };
      if (credential) return { credential: dress(credential) };
      return { error: refusal(error) };
    } catch {
      // Whatever went wrong between the page and its answer is the browser's affair, not the page's.
      return { error: refusal() };
    }
  };

  const SPENT = {};
  const probe = async (native, self, options, isExpected) => {
    try {
      await apply(native, self, [options]);
    } catch (error) {
      if (!isExpected(error)) throw error;
    }
  };
  // The browser's own rule for frames stays the browser's: it refuses where the page's permissions policy does.
  const isDenied = (feature) => {
    const policy = document.permissionsPolicy ?? document.featurePolicy;
    return policy?.features?.().includes(feature) === true && !policy.allowsFeature(feature);
  };

  let isPending = false;
  const takeOver = (kind) => {
    const native = container[kind];
    replace(container, kind, async (self, args, browser) => {
      const [options] = args;
      if (!isObject(options)) return browser();
      const once = derive(null);
      const asBrowser = () => apply(native, self, [new Proxy({}, { get: (_, name) => (name in once ? once[name] : options[name]) })]);
      for (const name of ['digital', 'federated', 'identity', 'mediation', 'otp', 'password', 'publicKey', 'signal', 'uiMode']) once[name] = options[name];
      if (once.mediation !== undefined) once.mediation = text(once.mediation);
      const { mediation, publicKey, signal } = once;
      const isOther = ['digital', 'federated', 'identity', 'otp', 'password', 'uiMode'].some((name) => once[name] !== undefined);
      if (publicKey === undefined || isOther || mediation === 'conditional' || mediation === 'immediate') return asBrowser();

      const copy = once.publicKey = shapes[kind](publicKey);
      if (copy?.extensions?.payment !== undefined || copy?.extensions?.remoteDesktopClientOverride !== undefined) return asBrowser();
      try {
        if (signal !== undefined) isAborted(signal);
      } catch {
        return asBrowser();
      }
      // A call that is called off already is looked at no further than whether it is well-formed.
      await probe(native, self, { publicKey: copy, mediation, signal: AbortSignal.abort(SPENT) }, (error) => error === SPENT);
      if (signal !== undefined && isAborted(signal)) throw reasonOf(signal);
      if (isDenied(`publickey-credentials-${kind}`)) return asBrowser();
      // A user handle that is too long is refused after all else, and before any authenticator is asked (WebAuthn Level 3 §5.1.3).
      if (kind === 'create') await probe(native, self, { publicKey: assign(derive(null), copy, { user: assign(derive(null), copy.user, { id: new Bytes(65) }) }) }, (error) => error instanceof TypeError);
      if (signal !== undefined && isAborted(signal)) throw reasonOf(signal);
      if (isPending) throw new Refusal('A request is already pending.', 'OperationError');

      isPending = true;
      const id = randomId();
      const callOff = () => exchange({ kind: 'abort', id });
      let onAbort;
      const aborted = new Promise((_, reject) => {
        onAbort = () => reject(reasonOf(signal));
      });
      if (signal !== undefined) listen(signal, 'abort', onAbort);
      listen(globalThis, 'pagehide', callOff);
      const answering = (async () => {
        const reply = await exchange({ kind, id, options: portable(copy) });
        if (!reply.native) return reply;
        // The browser's own authenticator: the page gets a new credential once its key is where it belongs.
        try {
          const credential = await apply(native, self, [{ publicKey: copy, mediation, signal }]);
          if (kind === 'get') return { credential };
          const told = await exchange({ kind: 'made', id, credential: credential.toJSON() });
          return told.native ? { credential } : told;
        } catch (error) {
          callOff();
          return { error };
        }
      })();
      try {
        const { credential, error } = await Promise.race([answering, aborted]);
        if (credential) return credential;
        throw error;
      } catch (error) {
        if (signal !== undefined && isAborted(signal)) callOff();
        throw error;
      } finally {
        isPending = false;
        if (signal !== undefined) unlisten(signal, 'abort', onAbort);
        unlisten(globalThis, 'pagehide', callOff);
      }
    });
  };
  takeOver('create');
  takeOver('get');
  replace(PublicKey, 'isUserVerifyingPlatformAuthenticatorAvailable', async () => true);
  replace(PublicKey, 'getClientCapabilities', async (self, args, browser) => assign(await browser(), { passkeyPlatformAuthenticator: true, userVerifyingPlatformAuthenticator: true }));
}
