// What the pages of the comparison have in common. Every page says one result about its row; the origin does not matter, the server is the same for all.
const row = new URL(document.currentScript.src).searchParams.get('row');
const bytes = (...values) => new Uint8Array(values);
const creation = (changes) => ({
  rp: { name: 'Contoso' }, user: { id: bytes(1, 2, 3), name: 'ada', displayName: 'Ada' }, challenge: bytes(1, 2, 3, 4),
  pubKeyCredParams: [{ type: 'public-key', alg: -7 }, { type: 'public-key', alg: -257 }],
  authenticatorSelection: { residentKey: 'required', userVerification: 'required' }, ...changes,
});
const create = (changes, more) => navigator.credentials.create({ publicKey: creation(changes), ...more });
const get = (changes, more) => navigator.credentials.get({ publicKey: { challenge: bytes(5, 6, 7, 8), userVerification: 'required', ...changes }, ...more });
// Chromium adds a member now and then, by chance, so that nobody relies on there being no more than the known ones.
const clientDataOf = (credential) => {
  const { other_keys_can_be_added_here: chance, ...data } = JSON.parse(new TextDecoder().decode(credential.response.clientDataJSON));
  return data;
};
const flagsOf = (credential) => new Uint8Array(credential.response.getAuthenticatorData?.() ?? credential.response.authenticatorData)[32] & 0x45;
const describe = (credential) => {
  if (credential === null) return 'null';
  const { type, origin, crossOrigin, topOrigin } = clientDataOf(credential);
  return `${type} for ${origin}${crossOrigin ? ` in ${topOrigin}` : ''}, flags ${flagsOf(credential)}`;
};
const nameOf = (error) => (error instanceof DOMException ? error.name : error instanceof Error ? `${error.constructor.name} (no DOMException)` : `thrown ${String(error)}`);
const say = (text) => fetch(`/tell/${row}`, { method: 'POST', mode: 'no-cors', body: text });
const ask = (what) => fetch(`/ask/${row}/${what}`, { mode: 'no-cors' });
const outcome = async (work) => {
  try {
    const value = await work();
    return typeof value === 'string' ? value : value === undefined || typeof value === 'boolean' ? String(value) : describe(value);
  } catch (error) {
    return nameOf(error);
  }
};
const report = async (work) => say(await outcome(work));
const reportAfterClick = (work) => addEventListener('click', () => report(work));
const sorted = (names) => names.map(String).sort().join(' ');
const typeOf = (value) => (value === null ? 'null' : Array.isArray(value) ? `[${value.map((item) => typeof item).filter((item, i, all) => all.indexOf(item) === i)}]` : value?.constructor?.name ?? typeof value);
const shapeOf = (object) => Object.entries(object).map(([name, value]) => `${name}:${value && typeof value === 'object' && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer) && !Array.isArray(value) ? `{${shapeOf(value)}}` : typeOf(value)}`).join(' ');
