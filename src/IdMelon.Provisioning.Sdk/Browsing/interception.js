// Run at document start in every frame, before the page's own scripts. Hands navigator.credentials.create/get calls for passkeys to send(json)
// and dresses the answer up as the browser's own objects. Neither evaluates text nor touches the DOM, so strict CSP and Trusted Types let it be.
(send) => {
  'use strict';

  const container = globalThis.CredentialsContainer?.prototype;
  const PublicKey = globalThis.PublicKeyCredential;
  const MARK = Symbol.for('IdMelon.Provisioning.Interception');
  // A frame with an opaque origin has no passkeys; the browser says so itself.
  if (!container || !PublicKey || container[MARK] || globalThis.origin === 'null') return;

  // Kept from before the page could replace them.
  const { parse, stringify } = JSON;
  const { defineProperty, create: derive } = Object;
  const toText = Object.prototype.toString;
  const native = { create: container.create, get: container.get };
  const Refusal = DOMException;

  const encode = (bytes) => {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return btoa(text).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
  };
  const decode = (text) => {
    const raw = atob(text.replace(/-/g, '+').replace(/_/g, '/'));
    const bytes = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i++) bytes[i] = raw.charCodeAt(i);
    return bytes.buffer;
  };

  // Options are WebIDL dictionaries: inherited members count, functions do not.
  const plain = (value) => {
    if (ArrayBuffer.isView(value)) return encode(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
    if (/^\[object (Shared)?ArrayBuffer\]$/.test(toText.call(value))) return encode(new Uint8Array(value));
    if (Array.isArray(value)) return value.map(plain);
    if (value === null || typeof value !== 'object') return typeof value === 'function' || typeof value === 'symbol' ? undefined : value;
    if (typeof value[Symbol.iterator] === 'function') return Array.from(value, plain);
    const copy = {};
    for (const name in value) copy[name] = plain(value[name]);
    return copy;
  };

  const give = (target, values, visible = true) => {
    for (const name of Object.keys(values)) defineProperty(target, name, { value: values[name], enumerable: visible, configurable: true, writable: true });
    return target;
  };

  const dress = (credential) => {
    const answer = credential.response;
    const data = {}, calls = {};
    for (const name of ['clientDataJSON', 'attestationObject', 'authenticatorData', 'signature', 'userHandle']) {
      if (typeof answer[name] === 'string') data[name] = decode(answer[name]);
    }
    let prototype = globalThis.AuthenticatorAssertionResponse.prototype;
    if (data.attestationObject) {
      prototype = globalThis.AuthenticatorAttestationResponse.prototype;
      const { authenticatorData } = data;
      delete data.authenticatorData;
      calls.getAuthenticatorData = () => authenticatorData;
      calls.getPublicKey = () => (answer.publicKey ? decode(answer.publicKey) : null);
      calls.getPublicKeyAlgorithm = () => answer.publicKeyAlgorithm;
      calls.getTransports = () => [...(answer.transports ?? [])];
    } else {
      data.userHandle ??= null;
    }
    const response = give(give(derive(prototype), data), calls, false);
    const results = () => parse(stringify(credential.clientExtensionResults ?? {}));
    const members = {
      id: credential.id, rawId: decode(credential.rawId), type: 'public-key', authenticatorAttachment: credential.authenticatorAttachment ?? null, response,
    };
    const json = stringify(credential);
    return give(give(derive(PublicKey.prototype), members), { getClientExtensionResults: results, toJSON: () => parse(json) }, false);
  };

  const ask = async (kind, options) => {
    const message = stringify({ kind, options: plain(options) });
    let answer, error;
    try {
      const reply = parse(await send(message));
      if (reply.credential) answer = dress(reply.credential);
      error = reply.error;
    } catch {
      // Whatever went wrong between the page and its answer is the browser's affair, not the page's.
      answer = null;
    }
    if (answer) return answer;
    const { name = 'NotAllowedError', message: words = 'The operation either timed out or was not allowed.' } = error ?? {};
    throw name === 'TypeError' ? new TypeError(words) : new Refusal(words, name);
  };

  const untilAborted = (work, signal) => (signal ? new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work().then(resolve, reject);
  }) : work());

  // The browser's own rule for frames stays the browser's: it refuses where the page's permissions policy does.
  const isDenied = (feature) => {
    const policy = document.permissionsPolicy ?? document.featurePolicy;
    return policy?.features?.().includes(feature) === true && !policy.allowsFeature(feature);
  };

  const takesOver = (options, feature) => options?.publicKey && typeof options.publicKey === 'object' && options.mediation !== 'conditional' && !isDenied(feature);

  const replacement = {
    create(options = undefined) {
      if (!takesOver(options, 'publickey-credentials-create')) return native.create.call(this, options);
      return untilAborted(() => ask('create', options.publicKey), options.signal);
    },
    get(options = undefined) {
      if (!takesOver(options, 'publickey-credentials-get')) return native.get.call(this, options);
      return untilAborted(() => ask('get', options.publicKey), options.signal);
    },
  };
  give(container, replacement);
  defineProperty(container, MARK, { value: true });
  give(PublicKey, { isUserVerifyingPlatformAuthenticatorAvailable: () => Promise.resolve(true) });
}
