using Microsoft.Identity.Client;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

internal sealed class OneClient(HttpClient http) : IMsalHttpClientFactory
{
    public HttpClient GetHttpClient() => http;
}
