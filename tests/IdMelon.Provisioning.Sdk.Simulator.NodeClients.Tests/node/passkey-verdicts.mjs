// Judges whole responses with @simplewebauthn/server. Reads { roots, registrations, authentications } and writes one verdict for each: what was accepted, or why it was not.
import { json } from 'node:stream/consumers';
import { SettingsService, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';

const expected = { expectedOrigin: 'https://login.microsoft.com', expectedRPID: 'login.microsoft.com', requireUserVerification: true };
const bytes = (text) => new Uint8Array(Buffer.from(text, 'base64url'));
const text = (value) => Buffer.from(value).toString('base64url');

async function judge(work) {
  try {
    return await work();
  } catch (error) {
    return { accepted: false, reason: String(error.message).slice(0, 300) };
  }
}

const register = ({ response, challenge }) => judge(async () => {
  const { verified, registrationInfo: info } = await verifyRegistrationResponse({ ...expected, response, expectedChallenge: challenge, supportedAlgorithmIDs: [-7, -257] });
  return verified
    ? {
      accepted: true, id: info.credential.id, key: text(info.credential.publicKey), count: info.credential.counter, transports: info.credential.transports,
      aaguid: info.aaguid, format: info.fmt, synced: info.credentialDeviceType === 'multiDevice', backedUp: info.credentialBackedUp,
      extensions: info.authenticatorExtensionResults ?? null,
    }
    : { accepted: false, reason: 'not verified' };
});

const authenticate = ({ response, challenge, key, count }) => judge(async () => {
  const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
    ...expected, response, expectedChallenge: challenge, credential: { id: response.id, publicKey: bytes(key), counter: count },
  });
  return verified ? { accepted: true, count: info.newCounter, synced: info.credentialDeviceType === 'multiDevice' } : { accepted: false, reason: 'not verified' };
});

const { roots = [], registrations = [], authentications = [] } = await json(process.stdin);
SettingsService.setRootCertificates({ identifier: 'packed', certificates: roots.map(bytes) });
const verdicts = [];
for (const item of registrations) verdicts.push(await register(item));
for (const item of authentications) verdicts.push(await authenticate(item));
process.stdout.write(JSON.stringify(verdicts, (_, value) => (value instanceof Map ? Object.fromEntries(value) : value)));
