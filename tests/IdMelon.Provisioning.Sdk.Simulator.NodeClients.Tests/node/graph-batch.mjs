// Sends several calls in one batch: some wait for another, one is about nobody, and one has the version in its address, which Graph does not take there.
import { json } from 'node:stream/consumers';
import { BatchRequestContent, BatchResponseContent, graphClient } from './graph-clients.mjs';

const { user, ...settings } = await json(process.stdin);
// The client takes the host away, and Node's requests want one.
const root = 'https://graph.microsoft.com';
const passes = `${root}/users/${user}/authentication/temporaryAccessPassMethods`;
const content = new BatchRequestContent([
  { id: 'create', request: new Request(passes, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ lifetimeInMinutes: 60 }) }) },
  { id: 'list', request: new Request(passes), dependsOn: ['create'] },
  { id: 'nobody', request: new Request(`${root}/users/nobody@contoso.example`), dependsOn: ['create'] },
  { id: 'versioned', request: new Request(`${root}/v1.0/users/${user}`), dependsOn: ['create'] },
]);
const answer = new BatchResponseContent(await graphClient(settings).api('/$batch').post(await content.getContent()));
const parts = {};
for (const [id, response] of answer.getResponses()) parts[id] = { status: response.status, body: await response.json() };
process.stdout.write(JSON.stringify(parts));
