namespace IdMelon.Provisioning.Graph.Http;

/// <summary>A page came where the service answers with data: somebody in between has answered.</summary>
internal sealed class GatewayPageException(int status, string? requestId) : Exception($"A page came instead of data, with status {status}.")
{
    public int Status => status;

    public string? RequestId => requestId;
}
