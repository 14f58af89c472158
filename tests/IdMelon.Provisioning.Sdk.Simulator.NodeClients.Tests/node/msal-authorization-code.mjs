// Signs a person in by code and PKCE, then gets another token silently.
import { json } from 'node:stream/consumers';
import { ConfidentialClientApplication, CryptoProvider, PublicClientApplication } from '@azure/msal-node';
import { Person } from './sign-in.mjs';

const { clientId, authority, secret, redirectUri, scopes, user, pass } = await json(process.stdin);
const client = secret
  ? new ConfidentialClientApplication({ auth: { clientId, authority, clientSecret: secret } })
  : new PublicClientApplication({ auth: { clientId, authority } });
const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
const address = await client.getAuthCodeUrl({ scopes, redirectUri, codeChallenge: challenge, codeChallengeMethod: 'S256', nonce: 'the nonce', state: 'the state' });
const back = new URL(await new Person(user, pass).signIn(address));
const [code, state] = [back.searchParams.get('code'), back.searchParams.get('state')];
const result = await client.acquireTokenByCode({ scopes, redirectUri, code, codeVerifier: verifier, nonce: 'the nonce', state: 'the state' }, { code, state });
const again = await client.acquireTokenSilent({ scopes, account: result.account, forceRefresh: true });
process.stdout.write(JSON.stringify({
  user: result.account.username, homeAccountId: result.account.homeAccountId, scopes: result.scopes, nonce: result.idTokenClaims.nonce,
  token: result.accessToken, again: again.accessToken, fromCache: again.fromCache,
}));
