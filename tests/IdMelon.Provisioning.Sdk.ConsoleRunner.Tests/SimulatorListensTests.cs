using System.Net;
using System.Net.Sockets;

namespace IdMelon.Provisioning.ConsoleRunner.Tests;

/// <summary>The ways in which a web server is usually told to listen elsewhere. In a process of its own, because variables hold for all of one.</summary>
public sealed class SimulatorListensTests : ProgramTests
{
    [Theory]
    [InlineData("Kestrel__Endpoints__Other__Url", "http://127.0.0.1:{0}")]
    [InlineData("ASPNETCORE_Kestrel__Endpoints__Other__Url", "http://127.0.0.1:{0}")]
    [InlineData("DOTNET_Kestrel__Endpoints__Other__Url", "http://127.0.0.1:{0}")]
    [InlineData("ASPNETCORE_URLS", "http://127.0.0.1:{0}")]
    [InlineData("DOTNET_URLS", "http://127.0.0.1:{0}")]
    [InlineData("ASPNETCORE_HTTP_PORTS", "{0}")]
    public async Task No_variable_makes_it_listen_elsewhere(string name, string value)
    {
        using var taken = TakenPort();

        await using var simulator = RunningProgram.Start(
            Folder, ["simulator", "--connection", "simulator.json"], new Dictionary<string, string> { [name] = string.Format(null, value, PortOf(taken)) });

        // Whoever listened at the port that is taken could not start.
        await simulator.WaitForOutputLineAsync("Ctrl+C ends it.", TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("appsettings.json")]
    [InlineData("appsettings.Production.json")]
    public async Task No_file_makes_it_listen_elsewhere(string file)
    {
        using var taken = TakenPort();
        await File.WriteAllTextAsync(
            Folder[file], $$$"""{ "Kestrel": { "Endpoints": { "Other": { "Url": "http://127.0.0.1:{{{PortOf(taken)}}}" } } } }""", TestContext.Current.CancellationToken);

        await using var simulator = RunningProgram.Start(Folder, ["simulator", "--connection", "simulator.json"]);

        await simulator.WaitForOutputLineAsync("Ctrl+C ends it.", TestContext.Current.CancellationToken);
    }

    /// <summary>Holds a free port of the loopback address, so that nobody else can listen there meanwhile.</summary>
    private static TcpListener TakenPort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0) { ExclusiveAddressUse = true };
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;
}
