// Judges registrations and assertions with @simplewebauthn/server. Reads { roots, registrations, assertions } and writes one verdict for each: what was accepted, or why it was not.
import { json } from 'node:stream/consumers';
import { SettingsService, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server';

const expected = { expectedOrigin: 'https://login.microsoft.com', expectedRPID: 'login.microsoft.com', requireUserVerification: true };
const bytes = (text) => new Uint8Array(Buffer.from(text, 'base64url'));
const text = (value) => Buffer.from(value).toString('base64url');

async function judge(work) {
  try {
    return await work();
  } catch (error) {
    return { accepted: false, reason: String(error.message).slice(0, 200) };
  }
}

const register = (item) => judge(async () => {
  const { verified, registrationInfo: info } = await verifyRegistrationResponse({
    ...expected,
    response: {
      id: item.id,
      rawId: item.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: item.clientData, attestationObject: item.attestationObject },
    },
    expectedChallenge: item.challenge,
    supportedAlgorithmIDs: [-7, -257],
  });
  return verified
    ? { accepted: true, id: info.credential.id, key: text(info.credential.publicKey), count: info.credential.counter, aaguid: info.aaguid, synced: info.credentialDeviceType === 'multiDevice' }
    : { accepted: false, reason: 'not verified' };
});

const authenticate = (item) => judge(async () => {
  const { verified, authenticationInfo: info } = await verifyAuthenticationResponse({
    ...expected,
    response: {
      id: item.id,
      rawId: item.id,
      type: 'public-key',
      clientExtensionResults: {},
      response: { clientDataJSON: item.clientData, authenticatorData: item.authenticatorData, signature: item.signature },
    },
    expectedChallenge: item.challenge,
    credential: { id: item.id, publicKey: bytes(item.key), counter: item.count },
  });
  return verified ? { accepted: true, count: info.newCounter } : { accepted: false, reason: 'not verified' };
});

const { roots = [], registrations = [], assertions = [] } = await json(process.stdin);
SettingsService.setRootCertificates({ identifier: 'packed', certificates: roots.map(bytes) });
const verdicts = [];
for (const item of registrations) verdicts.push(await register(item));
for (const item of assertions) verdicts.push(await authenticate(item));
process.stdout.write(JSON.stringify(verdicts));
