// Makes Microsoft's own Graph client with tokens that MSAL gets; neither is changed.
import { ConfidentialClientApplication } from '@azure/msal-node';
import graph from '@microsoft/microsoft-graph-client';

export const { BatchRequestContent, BatchResponseContent, PageIterator } = graph;

export function graphClient({ clientId, authority, secret }) {
  const msal = new ConfidentialClientApplication({ auth: { clientId, authority, clientSecret: secret } });
  const getAccessToken = async () => (await msal.acquireTokenByClientCredential({ scopes: ['https://graph.microsoft.com/.default'] })).accessToken;
  return graph.Client.initWithMiddleware({ authProvider: { getAccessToken } });
}

// What the client throws, as data.
export async function refusal(call) {
  try {
    await call();
    return null;
  } catch (error) {
    return { isGraphError: error instanceof graph.GraphError, status: error.statusCode, code: error.code, message: error.message, requestId: error.requestId };
  }
}
