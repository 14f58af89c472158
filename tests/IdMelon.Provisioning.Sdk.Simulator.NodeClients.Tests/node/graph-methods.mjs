// Reads a user, then creates, lists and deletes an access pass and looks at the passkeys.
import { json } from 'node:stream/consumers';
import { graphClient } from './graph-clients.mjs';

const { user, ...settings } = await json(process.stdin);
const client = graphClient(settings);
const methods = (name) => client.api(`/users/${user}/authentication/${name}`);
const found = await client.api(`/users/${user}`).select(['id', 'userPrincipalName']).get();
const created = await methods('temporaryAccessPassMethods').post({ lifetimeInMinutes: 60, isUsableOnce: true });
const listed = await methods('temporaryAccessPassMethods').get();
const read = await methods(`temporaryAccessPassMethods/${created.id}`).get();
await methods(`temporaryAccessPassMethods/${created.id}`).delete();
const after = await methods('temporaryAccessPassMethods').get();
const passkeys = await methods('fido2Methods').get();
process.stdout.write(JSON.stringify({ found, created, listed: listed.value, read, after: after.value, passkeys: passkeys.value }));
