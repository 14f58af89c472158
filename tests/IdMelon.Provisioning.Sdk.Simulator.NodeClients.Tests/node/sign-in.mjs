// A person with an access pass in a private window: keeps cookies, reads the data that pages carry, and sends what their scripts would send.
const host = 'https://login.microsoftonline.com';

export class Person {
  #cookies = new Map();
  #config = {};

  constructor(user, pass) {
    this.user = user;
    this.pass = pass;
  }

  async #send(address, options = {}) {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(address, { redirect: 'manual', ...options, headers: { ...options.headers, ...(cookie ? { cookie } : {}) } });
    for (const line of response.headers.getSetCookie()) {
      const [pair] = line.split(';');
      const at = pair.indexOf('=');
      this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return response;
  }

  async #page(address, options) {
    const response = await this.#send(address, options);
    const data = /\$Config=(.*);var ServerData/.exec(await response.text());
    if (data) this.#config = JSON.parse(data[1]);
    return response.headers.get('location');
  }

  #form(fields) {
    const { sCtx: ctx, sFT: flowToken, canary } = this.#config;
    return { method: 'POST', body: new URLSearchParams({ ctx, flowToken, canary, ...fields }) };
  }

  // Goes through the pages; the answer is where the browser ends up.
  async signIn(address) {
    const back = await this.#page(address);
    if (back) return back;
    const asked = await this.#send(this.#config.urlGetCredentialType, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', canary: this.#config.apiCanary },
      body: JSON.stringify({ username: this.user, originalRequest: this.#config.sCtx, flowToken: this.#config.sFT, isAccessPassSupported: true }),
    });
    const { FlowToken: sFT, canary } = await asked.json();
    Object.assign(this.#config, { sFT, canary });
    const next = await this.#page(this.#config.urlPost, this.#form({ login: this.user, loginfmt: this.user, accesspass: this.pass, ps: '56' }));
    return next ?? this.#page(host + this.#config.urlPost, this.#form({ LoginOptions: '0', type: '28' }));
  }

  // Types a device's code, signs in and says that the device is meant.
  async letIn(address, code) {
    const post = async (where, body) => (await this.#send(where, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })).json();
    const { next } = await post(address, { code });
    const confirm = new URL(await this.signIn(next));
    return (await post(`${host}/device/confirm`, { ticket: confirm.searchParams.get('device_ticket'), accepts: true })).decided;
  }
}
