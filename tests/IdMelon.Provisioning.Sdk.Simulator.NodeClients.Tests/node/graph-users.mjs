// Lists users page by page, following the links with the client's own iterator.
import { json } from 'node:stream/consumers';
import { PageIterator, graphClient } from './graph-clients.mjs';

const { pageSize, ...settings } = await json(process.stdin);
const client = graphClient(settings);
const first = await client.api('/users').top(pageSize).select('userPrincipalName').get();
const names = [];
const pages = new PageIterator(client, first, (user) => { names.push(user.userPrincipalName); return true; });
await pages.iterate();
process.stdout.write(JSON.stringify({ firstPage: first.value.length, names, isComplete: pages.isComplete() }));
