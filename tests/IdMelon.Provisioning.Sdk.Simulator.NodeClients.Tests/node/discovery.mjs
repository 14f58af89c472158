// Asks for the discovery document with Node's own fetch: the smallest client there is.
import { json } from 'node:stream/consumers';

const { tenant } = await json(process.stdin);
const response = await fetch(`https://login.microsoftonline.com/${tenant}/v2.0/.well-known/openid-configuration`);
process.stdout.write(JSON.stringify({ status: response.status, issuer: (await response.json()).issuer }));
