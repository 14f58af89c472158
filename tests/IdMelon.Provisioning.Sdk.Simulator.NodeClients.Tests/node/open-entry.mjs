// Opens an entry of a sealed vault: node open-entry.mjs ENTRY KEY.pem, with the key's password in KEY_PASSWORD.
// The private key goes to standard output (PKCS#8, PEM), what it is bound to goes to standard error.
import { createPrivateKey } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { generalDecrypt } from 'jose';

const [entry, key] = await Promise.all(process.argv.slice(2, 4).map(file => readFile(file, 'utf8')));
const { plaintext, additionalAuthenticatedData } = await generalDecrypt(
  JSON.parse(entry),
  createPrivateKey({ key, passphrase: process.env.KEY_PASSWORD }),
  { keyManagementAlgorithms: ['RSA-OAEP-256'], contentEncryptionAlgorithms: ['A256GCM'] });

console.error(new TextDecoder().decode(additionalAuthenticatedData));
process.stdout.write(createPrivateKey({ key: Buffer.from(plaintext), format: 'der', type: 'pkcs8' }).export({ format: 'pem', type: 'pkcs8' }));
