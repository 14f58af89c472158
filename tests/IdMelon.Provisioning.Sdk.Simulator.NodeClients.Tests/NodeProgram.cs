using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;

namespace IdMelon.Provisioning.Simulator.NodeClients;

/// <summary>Runs one of the scripts in <c>node/</c>, which use clients from npm, against a simulator.</summary>
internal static class NodeProgram
{
    /// <summary>Gets the folder with the scripts and their packages.</summary>
    public static string Folder { get; } =
        typeof(NodeProgram).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(metadata => metadata.Key == "NodeFolder").Value!;

    /// <summary>Runs a script with a JSON value on its standard input and reads the JSON value from its standard output.</summary>
    /// <param name="script">The file name in <c>node/</c>.</param>
    /// <param name="input">The input.</param>
    /// <param name="simulator">The simulator all connections lead to; null for a script that makes none.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    public static async Task<JsonNode> RunAsync(string script, JsonNode input, EntraSimulator? simulator, CancellationToken cancellationToken)
    {
        if (!System.IO.Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            throw new InvalidOperationException($"The npm packages are not installed. Run ./test.sh, or 'npm ci' in {Folder}.");
        }

        var start = new ProcessStartInfo("node") { WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        var authority = Path.Combine(AppContext.BaseDirectory, $"authority-{Guid.NewGuid():N}.pem");
        try
        {
            if (simulator is not null)
            {
                await File.WriteAllTextAsync(authority, simulator.CertificateAuthority.ExportCertificatePem(), cancellationToken);
                start.Environment["NODE_EXTRA_CA_CERTS"] = authority;
                start.Environment["SIMULATOR_PORT"] = simulator.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
                start.ArgumentList.Add("--import");
                start.ArgumentList.Add("./loopback.mjs");
            }

            start.ArgumentList.Add(script);
            using var process = Process.Start(start)!;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
                var error = process.StandardError.ReadToEndAsync(cancellationToken);
                await process.StandardInput.WriteAsync(input.ToJsonString().AsMemory(), cancellationToken);
                process.StandardInput.Close();
                await process.WaitForExitAsync(cancellationToken);
                return process.ExitCode == 0
                    ? JsonNode.Parse(await output)!
                    : throw new InvalidOperationException($"{script} ended with {process.ExitCode}: {await error}");
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
        finally
        {
            File.Delete(authority);
        }
    }
}
