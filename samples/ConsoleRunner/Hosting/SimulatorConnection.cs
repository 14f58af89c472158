using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using IdMelon.Provisioning.Simulator;

namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>What another process must know to use a running simulator. The file holds a secret and is readable by its owner only.</summary>
/// <remarks>
/// Read from a file that somebody may have tampered with, it can do no harm beyond this machine: the address is always the loopback address, the only trusted authority
/// is the one in the file, and the browser's arguments are made here from checked values.
/// </remarks>
internal sealed record SimulatorConnection(int Port, Guid TenantId, Guid ClientId, SecretText ClientSecret, string CertificatePin, string CertificateAuthority)
{
    private const string PinArgument = "--ignore-certificate-errors-spki-list=";
    private const int SchemaVersion = 1;

    public static SimulatorConnection Of(EntraSimulator simulator) => new(
        simulator.Port,
        simulator.TenantId,
        Guid.Parse(simulator.ClientId),
        new SecretText(simulator.ClientSecret),
        simulator.ChromiumArguments.Single(argument => argument.StartsWith(PinArgument, StringComparison.Ordinal))[PinArgument.Length..],
        simulator.CertificateAuthority.ExportCertificatePem());

    public static SimulatorConnection Read(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            var root = document.RootElement;
            if (root.GetProperty("schemaVersion").GetInt32() != SchemaVersion)
            {
                throw new FormatException();
            }

            var connection = new SimulatorConnection(
                root.GetProperty("port").GetInt32(),
                root.GetProperty("tenantId").GetGuid(),
                root.GetProperty("clientId").GetGuid(),
                new SecretText(root.GetProperty("clientSecret").GetString() ?? ""),
                root.GetProperty("certificatePin").GetString() ?? "",
                root.GetProperty("certificateAuthority").GetString() ?? "");
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

    /// <summary>Writes the file anew, so that an older file's permissions and links do not matter.</summary>
    public void Write(string path)
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
            using var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true });
            writer.WriteStartObject();
            writer.WriteNumber("schemaVersion", SchemaVersion);
            writer.WriteNumber("port", Port);
            writer.WriteString("tenantId", TenantId);
            writer.WriteString("clientId", ClientId);
            writer.WriteString("clientSecret", ClientSecret.Reveal());
            writer.WriteString("certificatePin", CertificatePin);
            writer.WriteString("certificateAuthority", CertificateAuthority);
            writer.WriteEndObject();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Wrong($"The file {path} cannot be written.", exception);
        }
    }

    /// <summary>Removes the file, unless another simulator has written it since.</summary>
    public void Remove(string path)
    {
        try
        {
            if (File.Exists(path) && Read(path).TenantId == TenantId)
            {
                File.Delete(path);
            }
        }
        catch (Exception exception) when (exception is ProvisioningException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The file {Reporting.TerminalText.Clean(path)} could not be removed; it is of no use any more.");
        }
    }

    public TenantConnection Connect() => new(TenantId.ToString(), ClientId.ToString(), ClientSecret, EntraCloud.Public)
    {
        Simulator = new SimulatorWays(
            () => LoopbackHandler.Create(Port, CertificateAuthority),
            [$"--host-resolver-rules=MAP * 127.0.0.1:{Port}", PinArgument + CertificatePin]),
    };

    private static ProvisioningException Wrong(string detail, Exception exception) => new(ProvisioningError.Of(ErrorCodes.ConfigurationInvalid, detail), exception);
}
