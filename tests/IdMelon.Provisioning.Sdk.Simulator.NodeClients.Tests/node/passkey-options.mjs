// Makes options with @simplewebauthn/server. Reads { registrations, authentications }, lists of its own arguments, and writes { registrations, authentications }.
import { json } from 'node:stream/consumers';
import { generateAuthenticationOptions, generateRegistrationOptions } from '@simplewebauthn/server';

const { registrations = [], authentications = [] } = await json(process.stdin);
const rp = { rpID: 'login.microsoft.com', rpName: 'Microsoft' };
const user = { userName: 'ada@contoso.example', userDisplayName: 'Ada', userID: new Uint8Array([1, 2, 3, 4]) };
const all = { registrations: [], authentications: [] };
for (const item of registrations) all.registrations.push(await generateRegistrationOptions({ ...rp, ...user, ...item }));
for (const item of authentications) all.authentications.push(await generateAuthenticationOptions({ rpID: rp.rpID, ...item }));
process.stdout.write(JSON.stringify(all));
