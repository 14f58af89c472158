// Makes one call and leaves it to the client to come again when it is told to wait.
import { json } from 'node:stream/consumers';
import { graphClient } from './graph-clients.mjs';

const { user, ...settings } = await json(process.stdin);
const passkeys = await graphClient(settings).api(`/users/${user}/authentication/fido2Methods`).get();
process.stdout.write(JSON.stringify({ passkeys: passkeys.value }));
