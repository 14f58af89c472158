using System.Runtime.Versioning;
using IdMelon.Provisioning.BrowserExtension.Bridging;
using IdMelon.Provisioning.BrowserExtension.Hosting;
using IdMelon.Provisioning.BrowserExtension.Journaling;
using IdMelon.Provisioning.ExtensionHost;
using IdMelon.Provisioning.ExtensionHost.Texts;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: SupportedOSPlatform("browser")]

// The extension's pages. The offscreen document runs the same assemblies without this: there the library is called directly.
var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<App>("#app");
using var http = new HttpClient { BaseAddress = new Uri(builder.HostEnvironment.BaseAddress) };
builder.Services.AddSingleton(await InterfaceTexts.LoadAsync(http, CancellationToken.None));
builder.Services.AddSingleton<IExtensionBridge, ChromeBridge>();
builder.Services.AddSingleton<ExtensionStorage>();
builder.Services.AddSingleton<StorageJournal>();
builder.Services.AddSingleton(TimeProvider.System);
await builder.Build().RunAsync();
