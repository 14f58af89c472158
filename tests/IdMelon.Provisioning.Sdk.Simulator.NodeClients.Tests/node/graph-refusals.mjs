// Meets refusals: somebody unknown, and a call for which the token has no permission.
import { json } from 'node:stream/consumers';
import { graphClient, refusal } from './graph-clients.mjs';

const client = graphClient(await json(process.stdin));
process.stdout.write(JSON.stringify({
  unknown: await refusal(() => client.api('/users/nobody@contoso.example').get()),
  forbidden: await refusal(() => client.api('/policies/authenticationMethodsPolicy/authenticationMethodConfigurations/fido2').get()),
}));
