using System.Text.Json.Nodes;
using Microsoft.Identity.Client;

namespace IdMelon.Provisioning.Simulator.Tests.OAuth;

internal static class MsalServiceExceptionExtensions
{
    public static int[] ErrorCodes(this MsalServiceException exception) =>
        [.. JsonNode.Parse(exception.ResponseBody)!["error_codes"]!.AsArray().Select(code => code!.GetValue<int>())];
}
