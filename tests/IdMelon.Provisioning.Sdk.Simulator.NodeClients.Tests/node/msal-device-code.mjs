// Asks like a device while a person lets it in.
import { json } from 'node:stream/consumers';
import { PublicClientApplication } from '@azure/msal-node';
import { Person } from './sign-in.mjs';

const { clientId, authority, user, pass } = await json(process.stdin);
const client = new PublicClientApplication({ auth: { clientId, authority } });
let decided;
const result = await client.acquireTokenByDeviceCode({
  scopes: ['User.Read'],
  deviceCodeCallback: ({ verificationUri, userCode }) => { decided = new Person(user, pass).letIn(verificationUri, userCode); },
});
process.stdout.write(JSON.stringify({ decided: await decided, user: result.account.username, token: result.accessToken }));
