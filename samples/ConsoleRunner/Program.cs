using System.Text;
using IdMelon.Provisioning.ConsoleRunner;
using IdMelon.Provisioning.ConsoleRunner.Hosting;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

using var signals = new TerminationSignals();
return await CommandLine.RunAsync(args, signals.Token);
