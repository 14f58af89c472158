using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IdMelon.Provisioning.Graph;
using IdMelon.Provisioning.Simulator;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>What another process must know to use a running simulator. The file holds secrets and is readable by its owner only.</summary>
/// <remarks>
/// Read from a file that somebody may have tampered with, it can do no harm beyond this machine: the address is always the loopback address, the only trusted authority
/// is the one in the file, and the browser's arguments are made here from checked values. What leads to the control interface is written for other programs and never read here.
/// </remarks>
internal sealed record SimulatorConnection(int Port, Guid TenantId, Guid ClientId, SecretText ClientSecret, string CertificatePin, string CertificateAuthority, EntraCloud Cloud)
{
    /// <summary>The name of the file with the certificate authority alone, which most clients want as a file.</summary>
    public const string AuthorityFile = "ca.pem";

    private const int SchemaVersion = 2;

    /// <summary>Gets the address and the token of the control interface; null in what was read from a file.</summary>
    public (Uri Address, SecretText Token)? Control { get; init; }

    /// <summary>Gets the seed that repeats what happens by chance; null in what was read from a file.</summary>
    public int? Seed { get; init; }

    public static SimulatorConnection Of(EntraSimulator simulator, EntraCloud cloud) => new(
        simulator.Port,
        simulator.TenantId,
        Guid.Parse(simulator.ClientId),
        new SecretText(simulator.ClientSecret),
        simulator.CertificatePin,
        simulator.CertificateAuthority.ExportCertificatePem(),
        cloud)
    {
        Control = (simulator.ControlAddress, new SecretText(simulator.ControlToken)),
        Seed = simulator.Seed,
    };

    public static string AuthorityBeside(string path) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(path))!, AuthorityFile);

    public static SimulatorConnection Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            var version = root.GetProperty("schemaVersion").GetInt32();
            if (version != SchemaVersion)
            {
                throw Wrong(
                    string.Create(CultureInfo.InvariantCulture, $"The file {path} does not describe a simulator as this version writes it: its schemaVersion is {version}, not {SchemaVersion}. Start the simulator anew with this version."));
            }

            var connection = new SimulatorConnection(
                root.GetProperty("port").GetInt32(),
                root.GetProperty("tenantId").GetGuid(),
                root.GetProperty("clientId").GetGuid(),
                new SecretText(root.GetProperty("clientSecret").GetString() ?? ""),
                root.GetProperty("certificatePin").GetString() ?? "",
                root.GetProperty("certificateAuthority").GetString() ?? "",
                EntraCloud.Find(root.GetProperty("cloud").GetString() ?? "") ?? throw new FormatException());
            using var authority = X509Certificate2.CreateFromPem(connection.CertificateAuthority);
            return connection.Port is > 0 and <= ushort.MaxValue && Convert.FromBase64String(connection.CertificatePin).Length == SHA256.HashSizeInBytes
                ? connection
                : throw new FormatException();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"The file {path} cannot be read; it is there as long as a simulator runs.", exception);
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or CryptographicException)
        {
            throw Wrong($"The file {path} does not describe a simulator.", exception);
        }
    }

    /// <summary>Writes the file and the authority beside it anew, so that older files' permissions and links do not matter.</summary>
    public void Write(string path)
    {
        var root = new JsonObject
        {
            ["schemaVersion"] = SchemaVersion,
            ["cloud"] = Cloud.Name,
            ["port"] = Port,
            ["tenantId"] = TenantId.ToString(),
            ["clientId"] = ClientId.ToString(),
            ["clientSecret"] = ClientSecret.Reveal(),
            ["controlAddress"] = Control?.Address.AbsoluteUri,
            ["controlToken"] = Control?.Token.Reveal(),
            ["seed"] = Seed,
            ["certificatePin"] = CertificatePin,
            ["certificateAuthority"] = CertificateAuthority,
        };
        WriteAnew(AuthorityBeside(path), CertificateAuthority + "\n");
        WriteAnew(path, root.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
    }

    /// <summary>Removes the files, unless another simulator has written them since.</summary>
    public void Remove(string path)
    {
        RemoveIf(path, () => Read(path).TenantId == TenantId);
        RemoveIf(AuthorityBeside(path), () => File.ReadAllText(AuthorityBeside(path)).Trim() == CertificateAuthority.Trim());
    }

    public TenantConnection Connect() => new(TenantId.ToString(), ClientId.ToString(), GraphSignIn.ClientSecret(ClientSecret), Cloud)
    {
        Simulator = new SimulatorWays(
            () => LoopbackHandler.Create(Port, CertificateAuthority),
            EntraSimulator.ChromiumArgumentsFor(Port, CertificatePin)),
    };

    private static void WriteAnew(string path, string text)
    {
        try
        {
            File.Delete(path);
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var stream = new FileStream(path, options);
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"The file {path} cannot be written.", exception);
        }
    }

    private static void RemoveIf(string path, Func<bool> isOurs)
    {
        try
        {
            if (File.Exists(path) && isOurs())
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is ProvisioningException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The file {Reporting.TerminalText.Clean(path)} could not be removed; it is of no use any more.");
        }
    }

    private static ProvisioningException Wrong(string detail, Exception? exception = null)
    {
        var error = ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, detail);
        return exception is null ? new(error) : new(error, exception);
    }
}
