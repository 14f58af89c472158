// Passkey keys by WebCrypto, which WebAssembly has no other way to. Private keys come from and go to the program's memory as bytes, never as texts; what is copied here is overwritten.
const { subtle } = crypto;
const TAG_BYTES = 16;
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' };
const OAEP = { name: 'RSA-OAEP', hash: 'SHA-256' };

// By their COSE number.
const algorithms = {
  [-7]: { made: { name: 'ECDSA', namedCurve: 'P-256' }, signing: { name: 'ECDSA', hash: 'SHA-256' } },
  [-257]: { made: { ...RSA, modulusLength: 2048, publicExponent: new Uint8Array([1, 0, 1]) }, signing: RSA },
};

const text = (bytes) => btoa(String.fromCharCode(...bytes)).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));

// Does something with what the program gave, and overwrites it.
const spend = async ({ bytes }, work) => {
  try {
    return await work(bytes);
  } finally {
    bytes.fill(0);
  }
};

const wrap = async (contentKey, recipient) => new Uint8Array(await subtle.wrapKey('raw', contentKey, await subtle.importKey('spki', bytesOf(recipient), OAEP, false, ['wrapKey']), OAEP));

globalThis.provisioningKeys = {
  // The program's memory can be looked at only while a call lasts: bytes are given before they are used, and taken after.
  give: (view) => ({ bytes: view.slice() }),
  take: ({ bytes }, view) => {
    view.set(bytes);
    bytes.fill(0);
  },

  create: async (algorithm) => {
    const { made, signing } = algorithms[algorithm];
    const { privateKey, publicKey } = await subtle.generateKey(made, true, ['sign', 'verify']);
    return { privateKey, signing, spki: new Uint8Array(await subtle.exportKey('spki', publicKey)) };
  },
  import: (algorithm, given) => spend(given, async (pkcs8) => {
    const { made, signing } = algorithms[algorithm];
    return { privateKey: await subtle.importKey('pkcs8', pkcs8, made, true, ['sign']), signing };
  }),
  sign: async ({ privateKey, signing }, { bytes }) => ({ bytes: new Uint8Array(await subtle.sign(signing, privateKey, bytes)) }),
  export: async ({ privateKey }) => {
    const bytes = new Uint8Array(await subtle.exportKey('pkcs8', privateKey));
    return { bytes, length: bytes.length };
  },

  // The parts of an entry: nonce, ciphertext, tag, and the content's key for each recipient. That key never leaves WebCrypto in clear.
  seal: (given, { bytes: additionalData }, recipients) => spend(given, async (clear) => {
    const contentKey = await subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, ['encrypt']);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv, additionalData, tagLength: 8 * TAG_BYTES }, contentKey, clear));
    const keys = await Promise.all(recipients.map((recipient) => wrap(contentKey, recipient)));
    return [iv, sealed.subarray(0, -TAG_BYTES), sealed.subarray(-TAG_BYTES), ...keys].map(text).join('.');
  }),
};
