// Gets an app-only token with a secret or a certificate.
import { json } from 'node:stream/consumers';
import { ConfidentialClientApplication } from '@azure/msal-node';

const { clientId, authority, secret, certificate } = await json(process.stdin);
const client = new ConfidentialClientApplication({ auth: { clientId, authority, ...(secret ? { clientSecret: secret } : { clientCertificate: certificate }) } });
let answer;
try {
  const result = await client.acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] });
  answer = { token: result.accessToken, type: result.tokenType };
} catch (error) {
  answer = { error: error.errorCode, message: error.errorMessage };
}
process.stdout.write(JSON.stringify(answer));
