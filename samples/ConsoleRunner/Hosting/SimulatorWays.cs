namespace IdMelon.Provisioning.ConsoleRunner.Hosting;

/// <summary>How HTTP clients and Chromium find a simulator on this machine.</summary>
internal sealed record SimulatorWays(Func<HttpMessageHandler> CreateHandler, IReadOnlyList<string> ChromiumArguments);
